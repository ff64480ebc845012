using SecurityResponder.Assessments;
using SecurityResponder.Client.Settings;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;

namespace SecurityResponder.Client.Printing;

/// <summary>What a run found out.</summary>
/// <param name="Assessment">The assessment; of the second release when two are compared.</param>
/// <param name="IgnoredEntries">Number of entries of the feed or answer without a valid name.</param>
/// <param name="CheckedAt">The time of the run.</param>
internal sealed record Result(Assessment Assessment, int IgnoredEntries, DateTimeOffset CheckedAt)
{
    /// <summary>The comparison of two releases; null for one release or a cluster.</summary>
    public ReleaseComparison? Comparison { get; init; }

    /// <summary>The registry that the cluster's own images come from; null when they come from Docker Hub or are unknown.</summary>
    public string? Registry { get; init; }

    /// <summary>What is judged, for sentences.</summary>
    public string Subject => IsRelease ? "this release" : "this cluster";

    /// <summary>Whether a release is judged, not a cluster.</summary>
    public bool IsRelease { get; init; }

    /// <summary>Assesses a cluster, a release, or two releases.</summary>
    /// <param name="cluster">The cluster; with the release where one is judged.</param>
    /// <param name="feed">The releases and advisories.</param>
    /// <param name="releases">The releases to judge instead of a cluster.</param>
    /// <param name="now">The time.</param>
    public static Result Of(Cluster cluster, Feed feed, ReleaseOptions releases, DateTimeOffset now)
    {
        var comparison = releases.Compared is { } pair ? ReleaseComparison.Of(cluster, feed, pair.From, pair.To, now) : null;
        return new Result(comparison?.To ?? Assessment.Of(cluster, feed, now), feed.Unreadable, now)
        {
            Comparison = comparison,
            IsRelease = releases.IsAsked,
            Registry = ClusterRegistry.Of(cluster),
        };
    }
}
