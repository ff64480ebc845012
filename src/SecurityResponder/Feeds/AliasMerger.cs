using SecurityResponder.Advisories;
using SecurityResponder.Components;

namespace SecurityResponder.Feeds;

/// <summary>Merges advisories that describe the same vulnerability under different ids.</summary>
internal static class AliasMerger
{
    /// <summary>Merges advisories that share an id, directly or through other advisories. The result has the position of the first
    /// one.</summary>
    public static IReadOnlyList<Advisory> Merge(IReadOnlyList<Advisory> advisories)
    {
        var leaders = new int[advisories.Count];
        var ids = advisories.Sum(advisory => 1 + advisory.Aliases.Count);
        var firstWith = new Dictionary<string, int>(ids, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < advisories.Count; i++)
        {
            var advisory = advisories[i];
            leaders[i] = i;
            Join(leaders, firstWith, advisory.Id, i);
            for (var j = 0; j < advisory.Aliases.Count; j++)
            {
                Join(leaders, firstWith, advisory.Aliases[j], i);
            }
        }

        return Merge(advisories, leaders);
    }

    private static List<Advisory> Merge(IReadOnlyList<Advisory> advisories, int[] leaders)
    {
        // Most advisories stand alone and need no group.
        var groups = new List<Advisory>?[advisories.Count];
        for (var i = 0; i < advisories.Count; i++)
        {
            if (LeaderOf(leaders, i) is var leader && leader != i)
            {
                (groups[leader] ??= [advisories[leader]]).Add(advisories[i]);
            }
        }

        var merged = new List<Advisory>(advisories.Count);
        for (var i = 0; i < advisories.Count; i++)
        {
            if (leaders[i] == i)
            {
                merged.Add(groups[i] is { } group ? Merged(group) : advisories[i]);
            }
        }

        return merged;
    }

    private static void Join(int[] leaders, Dictionary<string, int> firstWith, string id, int index)
    {
        if (!firstWith.TryAdd(id, index))
        {
            Join(leaders, firstWith[id], index);
        }
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
        var ids = AdvisoryIds.InOrder([.. group.SelectMany(IdsOf)]);
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
}
