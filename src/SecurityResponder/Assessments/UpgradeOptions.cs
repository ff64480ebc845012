using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The releases that a cluster can upgrade to.</summary>
/// <param name="feed">The releases and advisories.</param>
/// <param name="evaluator">Decides which advisories affect a release.</param>
/// <param name="version">The installed version.</param>
/// <param name="installed">Its components.</param>
internal sealed class UpgradeOptions(Feed feed, AdvisoryEvaluator evaluator, ReleaseVersion version, BundledComponents installed)
{
    /// <summary>The findings of the installed version, most severe first.</summary>
    public IReadOnlyList<Finding> Findings { get; } = evaluator.FindingsOf(feed, installed);

    /// <summary>The upgrade to the newest release of a minor, see <see cref="Target"/>; null when there is none.</summary>
    public Upgrade? To(MinorVersion minor) => Target(feed, version, minor) is { } target ? Compared(target) : null;

    /// <summary>The newest release of a minor that a version can upgrade to directly; null when there is none.</summary>
    public static Release? Target(Feed feed, ReleaseVersion version, MinorVersion minor) => feed.Releases.FirstOrDefault(release =>
        release.Version.Minor == minor && release.Version > version && !release.Version.IsPrerelease
        && (release.MinUpgradable is not { } oldest || version >= oldest));

    /// <summary>The patch, unless the next minor fixes an urgent finding that the patch leaves open.</summary>
    /// <remarks>Without a newer patch, the next minor is recommended only when it fixes something or support has ended.</remarks>
    public Upgrade? Recommend(Upgrade? patch, Upgrade? nextMinor, Support support)
    {
        if (nextMinor is null)
        {
            return patch;
        }

        if (patch is null)
        {
            return nextMinor.Fixes.Count > 0 || support is Support.EndOfLife ? nextMinor : null;
        }

        var next = BundleOf(nextMinor.Release);
        var leavesUrgent = patch.Remains.Concat(patch.Brings)
            .Any(finding => finding.Advisory.Severity.IsUrgent && evaluator.Of(finding.Advisory, next) == Decision.NotAffected);
        return leavesUrgent ? nextMinor : patch;
    }

    private Upgrade Compared(Release target)
    {
        var bundle = BundleOf(target);
        return new Upgrade(
            target,
            Fixes: [.. Findings.Where(finding => evaluator.Of(finding.Advisory, bundle) == Decision.NotAffected)],
            Remains: [.. Findings.Where(finding => evaluator.Of(finding.Advisory, bundle) != Decision.NotAffected)],
            Brings: [.. evaluator.FindingsOf(feed, bundle)
                .Where(finding => evaluator.Of(finding.Advisory, installed) == Decision.NotAffected)]);
    }

    private BundledComponents BundleOf(Release release) => evaluator.BundleOf(release.Version, release);
}
