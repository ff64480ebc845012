using SecurityResponder.Feed.Vulnerabilities;

namespace SecurityResponder.Feed.Merging;

/// <summary>Groups the entries that share an id, directly or through others: they describe one vulnerability.</summary>
internal static class EntryGroups
{
    /// <summary>The groups that are about a component of RKE2. In each, the most trusted entry comes first.</summary>
    public static IEnumerable<IReadOnlyList<SourceEntry>> Of(IEnumerable<SourceEntry> entries)
    {
        var sorted = entries.OrderBy(entry => entry.Trust).ThenBy(entry => entry.Advisory.Id, StringComparer.Ordinal)
            .ThenByDescending(entry => entry.Advisory.Modified, StringComparer.Ordinal)
            .ThenBy(entry => entry.File, StringComparer.Ordinal).ToList();
        var leaders = Enumerable.Range(0, sorted.Count).ToArray();
        var firstWith = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < sorted.Count; i++)
        {
            foreach (var id in sorted[i].Ids)
            {
                if (!firstWith.TryAdd(id, i))
                {
                    Join(leaders, firstWith[id], i);
                }
            }
        }

        return Enumerable.Range(0, sorted.Count).GroupBy(i => LeaderOf(leaders, i), i => sorted[i])
            .Select(WithoutOlderCopies).Where(group => group.Any(entry => entry.Packages.Count > 0));
    }

    // The same entry may be in two archives: the newer one counts.
    private static List<SourceEntry> WithoutOlderCopies(IEnumerable<SourceEntry> group) =>
        [.. group.DistinctBy(entry => (entry.Trust, entry.Advisory.Id?.ToUpperInvariant()))];

    private static void Join(int[] leaders, int one, int other)
    {
        var (first, second) = (LeaderOf(leaders, one), LeaderOf(leaders, other));
        leaders[Math.Max(first, second)] = Math.Min(first, second);
    }

    private static int LeaderOf(int[] leaders, int member)
    {
        while (leaders[member] != member)
        {
            member = leaders[member] = leaders[leaders[member]];
        }

        return member;
    }
}
