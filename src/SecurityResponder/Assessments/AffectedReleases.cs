using SecurityResponder.Advisories;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The advisories of a feed by release, for any cluster: what a responder answers.</summary>
public static class AffectedReleases
{
    private static readonly AdvisoryEvaluator AnyCluster = new(null);

    /// <summary>The advisories that affect a release on some cluster, in the order of an assessment's findings: most severe
    /// first.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="release">The release; it need not be in the feed.</param>
    public static IReadOnlyList<Advisory> Against(Feed feed, Release release) =>
        [.. AnyCluster.FindingsOf(feed, Bundle(release)).Select(finding => finding.Advisory)];

    /// <summary>The advisories that an assessment of a cluster on this release needs: those that affect or may affect the release or a
    /// release that could be recommended to it, in the order of the feed.</summary>
    /// <remarks>Undecided advisories are included, because an assessment counts them. With these advisories alone,
    /// <see cref="Assessment.Of"/> has the same result as with the whole feed.</remarks>
    /// <param name="feed">The feed.</param>
    /// <param name="release">The installed release.</param>
    public static IReadOnlyList<Advisory> Around(Feed feed, Release release)
    {
        var minor = release.Version.Minor;
        Release?[] candidates =
            [release, UpgradeOptions.Target(feed, release.Version, minor), UpgradeOptions.Target(feed, release.Version, minor.Next)];
        var bundles = candidates.OfType<Release>().Select(Bundle).ToList();
        return [.. feed.Advisories.Where(advisory => bundles.Any(bundle => AnyCluster.Of(advisory, bundle) != Decision.NotAffected))];
    }

    private static BundledComponents Bundle(Release release) => AnyCluster.BundleOf(release.Version, release);
}
