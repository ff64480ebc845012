using SecurityResponder.Advisories;

namespace SecurityResponder.Feeds;

/// <summary>Several ids, one flaw.</summary>
internal static class Aliases
{
    /// <summary>Distinct ids, CVE ids first, else as given.</summary>
    public static IReadOnlyList<string> InOrder(IEnumerable<string> ids) =>
        [.. ids.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(id => IsCve(id) ? 0 : 1)];

    /// <summary>One advisory for all that share an id, directly or by way of a third, at the place of the first.</summary>
    public static IReadOnlyList<Advisory> Merge(IReadOnlyList<Advisory> advisories)
    {
        var leaders = Enumerable.Range(0, advisories.Count).ToArray();
        var firstWith = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < advisories.Count; i++)
            foreach (var id in IdsOf(advisories[i]))
                if (!firstWith.TryAdd(id, i)) Unite(leaders, firstWith[id], i);
        return [.. advisories.Index()
            .GroupBy(entry => LeaderOf(leaders, entry.Index), entry => entry.Item)
            .Select(group => Join([.. group]))];
    }

    // The first of a group leads it, so that the groups keep the order of the feed.
    private static void Unite(int[] leaders, int one, int other)
    {
        var (first, second) = (LeaderOf(leaders, one), LeaderOf(leaders, other));
        leaders[Math.Max(first, second)] = Math.Min(first, second);
    }

    private static int LeaderOf(int[] leaders, int member)
    {
        while (leaders[member] != member) member = leaders[member] = leaders[leaders[member]];
        return member;
    }

    // What any of them accuses is accused; what any of them says first, worst or last holds.
    private static Advisory Join(IReadOnlyList<Advisory> group)
    {
        if (group.Count == 1) return group[0];
        var ids = InOrder(group.SelectMany(IdsOf));
        return new Advisory
        {
            Id = ids[0],
            Aliases = [.. ids.Skip(1)],
            PublishedAt = group.Min(one => one.PublishedAt),
            ModifiedAt = group.Max(one => one.ModifiedAt),
            Summary = group.FirstOrDefault(one => one.Summary is not null)?.Summary,
            Severity = group.Select(one => one.Severity).Aggregate((worst, next) => next.CompareRank(worst) > 0 ? next : worst),
            Affected = [.. group.SelectMany(one => one.Affected)],
            Vex = LastWords(group.SelectMany(one => one.Vex)),
            References = [.. group.SelectMany(one => one.References).Distinct()],
        };
    }

    /// <summary>The last statement about each component: OpenVEX's later statements take the place of earlier ones.</summary>
    public static IReadOnlyList<VexStatement> LastWords(IEnumerable<VexStatement> statements)
    {
        var last = new Dictionary<Component, VexStatement>();
        foreach (var statement in statements) last[statement.Component] = statement;
        return [.. last.Values];
    }

    private static IEnumerable<string> IdsOf(Advisory advisory) => advisory.Aliases.Prepend(advisory.Id);

    private static bool IsCve(string id) => id.StartsWith("CVE-", StringComparison.OrdinalIgnoreCase);
}
