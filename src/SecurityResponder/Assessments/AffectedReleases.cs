using SecurityResponder.Advisories;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The advisories of a feed by release, for any cluster: what a responder answers.</summary>
public static class AffectedReleases
{
    private static readonly AdvisoryEvaluator AnyCluster = new(null);

    /// <summary>The advisories that affect a release on some cluster, in the order of an assessment's findings: worst first.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="release">The release; it need not be in the feed.</param>
    public static IReadOnlyList<Advisory> Against(Feed feed, Release release) =>
        [.. AnyCluster.FindingsOf(feed, Bundle(release)).Select(finding => finding.Advisory)];

    private static TargetComponents Bundle(Release release) => new(release, null, null);
}
