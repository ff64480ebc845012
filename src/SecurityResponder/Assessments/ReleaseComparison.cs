using SecurityResponder.Advisories;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>Two releases on clusters of one kind.</summary>
/// <param name="From">The assessment with the first release.</param>
/// <param name="To">The assessment with the second release.</param>
/// <param name="Change">What the second release fixes, leaves open and brings against the first. There is no path: the releases need not
/// be reachable from each other.</param>
public sealed record ReleaseComparison(Assessment From, Assessment To, Upgrade Change)
{
    /// <summary>Compares two releases.</summary>
    /// <param name="cluster">What is known about the clusters; its version does not matter.</param>
    /// <param name="feed">The releases and advisories.</param>
    /// <param name="from">The first release.</param>
    /// <param name="to">The second release.</param>
    /// <param name="now">The current time.</param>
    public static ReleaseComparison Of(Cluster cluster, Feed feed, ReleaseVersion from, ReleaseVersion to, DateTimeOffset now)
    {
        var before = Assessment.Of(cluster with { Version = from.ToString() }, feed, now);
        var after = Assessment.Of(cluster with { Version = to.ToString() }, feed, now);
        var found = Set(before.Findings.Select(finding => finding.Advisory));
        var open = Set(after.Findings.Select(finding => finding.Advisory).Concat(after.Undecided.Select(one => one.Advisory)));
        var change = new Upgrade(
            feed.Find(to) ?? new Release { Version = to },
            Fixes: [.. before.Findings.Where(finding => !open.Contains(finding.Advisory))],
            Remains: [.. before.Findings.Where(finding => open.Contains(finding.Advisory))],
            Brings: [.. after.Findings.Where(finding => !found.Contains(finding.Advisory))])
        {
            Undecided = [.. after.Undecided.Where(undecided => !found.Contains(undecided.Advisory))],
            Support = after.Support,
            Open = SeverityCounts.Of(open),
        };
        return new ReleaseComparison(before, after, change);
    }

    private static HashSet<Advisory> Set(IEnumerable<Advisory> advisories) => new(advisories, ReferenceEqualityComparer.Instance);
}
