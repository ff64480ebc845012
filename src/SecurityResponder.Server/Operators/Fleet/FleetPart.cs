using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The clusters that one query reads, when a list is sorted by groups.</summary>
/// <param name="Groups">The keys of its groups, in order.</param>
/// <param name="Range">The part of its only group; null for all clusters of the groups.</param>
internal sealed record FleetPart(IReadOnlyList<string> Groups, FleetRange? Range)
{
    /// <summary>The maximum number of clusters of several groups, about 10 MB: they are sorted in memory. A larger group is a part of its
    /// own, which the store sorts.</summary>
    public const long MaxClusters = 10_000;

    /// <summary>Divides a list, so that no part of it reads the clusters of all groups.</summary>
    /// <param name="groups">The keys of the groups and their numbers of clusters, in order.</param>
    /// <param name="range">The part of the list that is read; null for all.</param>
    public static IEnumerable<FleetPart> Of(IReadOnlyList<(string Key, long Clusters)> groups, FleetRange? range)
    {
        var (whole, clusters, position) = (new List<string>(), 0L, 0L);
        var (first, end) = range is null ? (0L, long.MaxValue) : (range.Offset, range.Offset + range.Limit);
        foreach (var (key, size) in groups)
        {
            var skipped = Math.Clamp(first - position, 0, size);
            var taken = Math.Clamp(end - position, 0, size) - skipped;
            position += size;
            var isWhole = taken == size && size <= MaxClusters;
            if (whole.Count > 0 && (taken > 0 && !isWhole || clusters + taken > MaxClusters))
            {
                yield return new FleetPart(whole, null);
                (whole, clusters) = ([], 0);
            }

            if (isWhole)
            {
                whole.Add(key);
                clusters += size;
            }
            else if (taken > 0)
            {
                yield return new FleetPart([key], taken == size ? null : new FleetRange(skipped, taken));
            }
        }

        if (whole.Count > 0)
        {
            yield return new FleetPart(whole, null);
        }
    }
}
