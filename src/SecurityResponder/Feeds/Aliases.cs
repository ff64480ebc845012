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
        var merged = new List<Advisory?>();
        var placeOf = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var advisory in advisories)
        {
            var places = IdsOf(advisory).Where(placeOf.ContainsKey).Select(id => placeOf[id]).Distinct().Order().ToList();
            var whole = advisory;
            foreach (var place in Enumerable.Reverse(places))
            {
                whole = Join(merged[place]!, whole);
                merged[place] = null;
            }
            if (places.Count == 0) merged.Add(whole);
            else merged[places[0]] = whole;
            foreach (var id in IdsOf(whole)) placeOf[id] = places.Count == 0 ? merged.Count - 1 : places[0];
        }
        return [.. merged.OfType<Advisory>()];
    }

    // What either accuses is accused; what either says first, worst or last holds.
    private static Advisory Join(Advisory one, Advisory other)
    {
        var ids = InOrder(IdsOf(one).Concat(IdsOf(other)));
        return new Advisory
        {
            Id = ids[0],
            Aliases = [.. ids.Skip(1)],
            PublishedAt = one.PublishedAt is null || other.PublishedAt < one.PublishedAt ? other.PublishedAt ?? one.PublishedAt : one.PublishedAt,
            ModifiedAt = one.ModifiedAt is null || other.ModifiedAt > one.ModifiedAt ? other.ModifiedAt ?? one.ModifiedAt : one.ModifiedAt,
            Summary = one.Summary ?? other.Summary,
            Severity = one.Severity.CompareRank(other.Severity) >= 0 ? one.Severity : other.Severity,
            Affected = [.. one.Affected, .. other.Affected],
            Vex = [.. one.Vex, .. other.Vex],
            References = [.. one.References.Union(other.References)],
        };
    }

    private static IEnumerable<string> IdsOf(Advisory advisory) => advisory.Aliases.Prepend(advisory.Id);

    private static bool IsCve(string id) => id.StartsWith("CVE-", StringComparison.OrdinalIgnoreCase);
}
