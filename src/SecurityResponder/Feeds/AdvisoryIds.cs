namespace SecurityResponder.Feeds;

/// <summary>The ids of an advisory.</summary>
internal static class AdvisoryIds
{
    // Of so few ids, each is compared with all others: a set for every advisory takes more time and memory.
    private const int FewIds = 8;

    /// <summary>The distinct ids, CVE ids first, otherwise in the given order.</summary>
    public static List<string> InOrder(List<string> ids)
    {
        if (ids.Count == 1)
        {
            return ids;
        }

        var seen = ids.Count > FewIds ? new HashSet<string>(ids.Count, StringComparer.OrdinalIgnoreCase) : null;
        var (cves, others) = (new List<string>(ids.Count), new List<string>());
        for (var i = 0; i < ids.Count; i++)
        {
            if (seen is null ? !IsRepeated(ids, i) : seen.Add(ids[i]))
            {
                (IsCve(ids[i]) ? cves : others).Add(ids[i]);
            }
        }

        cves.AddRange(others);
        return cves;
    }

    private static bool IsRepeated(List<string> ids, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (ids[i].Equals(ids[index], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCve(string id) => id.StartsWith("CVE-", StringComparison.OrdinalIgnoreCase);
}
