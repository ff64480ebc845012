using SecurityResponder.Advisories;
using SecurityResponder.Components;

namespace SecurityResponder.Feeds;

/// <summary>Merges advisories that describe the same vulnerability under different ids.</summary>
internal static class AliasMerger
{
    /// <summary>The distinct ids, CVE ids first, otherwise in the given order.</summary>
    public static List<string> InOrder(List<string> ids)
    {
        if (ids.Count == 1)
        {
            return ids;
        }

        var seen = new HashSet<string>(ids.Count, StringComparer.OrdinalIgnoreCase);
        var (cves, others) = (new List<string>(), new List<string>());
        foreach (var id in ids)
        {
            if (seen.Add(id))
            {
                (IsCve(id) ? cves : others).Add(id);
            }
        }

        cves.AddRange(others);
        return cves;
    }

    /// <summary>Merges advisories that share an id, directly or through other advisories. The result has the position of the first
    /// one.</summary>
    public static IReadOnlyList<Advisory> Merge(IReadOnlyList<Advisory> advisories)
    {
        var leaders = new int[advisories.Count];
        var groups = new List<Advisory>?[advisories.Count];
        var firstWith = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < advisories.Count; i++)
        {
            leaders[i] = i;
            foreach (var id in IdsOf(advisories[i]))
            {
                if (!firstWith.TryAdd(id, i))
                {
                    Join(leaders, firstWith[id], i);
                }
            }
        }
        for (var i = 0; i < advisories.Count; i++)
        {
            (groups[LeaderOf(leaders, i)] ??= []).Add(advisories[i]);
        }

        return [.. ValueParser.NotNull(groups).Select(Merged)];
    }

    // The first of a group is its leader, so the groups keep the order of the feed.
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

    // The union of the affected components; the first publication, the highest severity, the last modification.
    private static Advisory Merged(List<Advisory> group)
    {
        if (group.Count == 1)
        {
            return group[0];
        }

        var joined = group[0];
        foreach (var one in group)
        {
            joined = joined with
            {
                PublishedAt = one.PublishedAt < joined.PublishedAt || joined.PublishedAt is null ? one.PublishedAt : joined.PublishedAt,
                ModifiedAt = one.ModifiedAt > joined.ModifiedAt || joined.ModifiedAt is null ? one.ModifiedAt : joined.ModifiedAt,
                Summary = joined.Summary ?? one.Summary,
                Severity = one.Severity.CompareRank(joined.Severity) > 0 ? one.Severity : joined.Severity,
                SeveritySource = one.Severity.CompareRank(joined.Severity) > 0 ? one.SeveritySource : joined.SeveritySource,
                IsExploited = joined.IsExploited || one.IsExploited,
                Epss = joined.Epss is null || one.Epss > joined.Epss ? one.Epss : joined.Epss,
                RequiredAction = joined.RequiredAction ?? one.RequiredAction,
                Workaround = joined.Workaround ?? one.Workaround,
            };
        }
        var ids = InOrder([.. group.SelectMany(IdsOf)]);
        return joined with
        {
            Id = ids[0],
            Aliases = [.. ids.Skip(1)],
            Affected = [.. group.SelectMany(one => one.Affected)],
            Conditions = [.. group.SelectMany(one => one.Conditions).Distinct()],
            Vex = LatestStatements(group.SelectMany(one => one.Vex)),
            References = [.. group.SelectMany(one => one.References).Distinct()],
        };
    }

    /// <summary>The last statement about each build: in OpenVEX, later statements replace earlier ones.</summary>
    public static IReadOnlyList<VexStatement> LatestStatements(IEnumerable<VexStatement> statements)
    {
        var last = new Dictionary<(Component, string?, string?), VexStatement>();
        foreach (var statement in statements)
        {
            last[(statement.Component, statement.Product, statement.Version)] = statement;
        }

        return [.. last.Values];
    }

    private static IEnumerable<string> IdsOf(Advisory advisory) => advisory.Aliases.Prepend(advisory.Id);

    private static bool IsCve(string id) => id.StartsWith("CVE-", StringComparison.OrdinalIgnoreCase);
}
