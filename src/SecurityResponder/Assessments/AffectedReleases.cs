using SecurityResponder.Advisories;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>What a feed holds against its releases, whatever a cluster makes of them: what a responder says before a client judges.</summary>
public static class AffectedReleases
{
    private static readonly AdvisoryEvaluator AnyCluster = new(null);

    /// <summary>The advisories that affect a release on some cluster, worst first, in the order of an assessment's findings.</summary>
    /// <param name="feed">Where both stand.</param>
    /// <param name="release">The release; it need not be one of the feed's.</param>
    public static IReadOnlyList<Advisory> Against(Feed feed, Release release) =>
        [.. AnyCluster.FindingsOf(feed, Bundle(release)).Select(finding => finding.Advisory)];

    /// <summary>The advisories that concern a release or one that its clusters would be advised to move to, in the feed's order.</summary>
    /// <remarks>An advisory that nobody can decide is among them, since an assessment counts it. With these alone,
    /// <see cref="Assessment.Of"/> says of every cluster on the release what it says with the whole feed.</remarks>
    /// <param name="feed">Where both stand.</param>
    /// <param name="release">The installed release.</param>
    public static IReadOnlyList<Advisory> Around(Feed feed, Release release)
    {
        var minor = release.Version.Minor;
        Release?[] near = [release, UpgradeOptions.Target(feed, release.Version, minor), UpgradeOptions.Target(feed, release.Version, minor.Next)];
        var bundles = near.OfType<Release>().Select(Bundle).ToList();
        return [.. feed.Advisories.Where(advisory => bundles.Any(bundle => AnyCluster.Of(advisory, bundle) != Verdict.NotAffected))];
    }

    private static BundledComponents Bundle(Release release) => AnyCluster.BundleOf(release.Version, release);
}
