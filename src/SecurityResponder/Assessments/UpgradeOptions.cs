using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>Where a cluster can go from its installed version.</summary>
/// <param name="feed">The releases and the flaws.</param>
/// <param name="judge">Holds one against the other.</param>
/// <param name="version">The installed version.</param>
/// <param name="installed">What it bundles.</param>
internal sealed class UpgradeOptions(Feed feed, AdvisoryEvaluator judge, ReleaseVersion version, BundledComponents installed)
{
    /// <summary>What affects the installed version, worst first.</summary>
    public IReadOnlyList<Finding> Findings { get; } = judge.FindingsOf(feed, installed);

    /// <summary>The move to a minor's newest release, see <see cref="Target"/>; null when there is none.</summary>
    public Upgrade? To(MinorVersion minor) => Target(feed, version, minor) is { } target ? Compared(target) : null;

    /// <summary>The newest release of a minor that a version may move to directly; null when there is none.</summary>
    public static Release? Target(Feed feed, ReleaseVersion version, MinorVersion minor) => feed.Releases.FirstOrDefault(release =>
        release.Version.Minor == minor && release.Version > version && !release.Version.IsPrerelease
        && (release.MinUpgradable is not { } oldest || version >= oldest));

    /// <summary>The patch, where it leaves nothing urgent open that the next minor would close, else the next minor.</summary>
    /// <remarks>Without a newer patch, staying is an option too: the next minor must then fix something, or end a lack of
    /// support.</remarks>
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
            .Any(finding => finding.Advisory.Severity.IsUrgent && judge.Of(finding.Advisory, next) == Verdict.NotAffected);
        return leavesUrgent ? nextMinor : patch;
    }

    private Upgrade Compared(Release target)
    {
        var bundle = BundleOf(target);
        return new Upgrade(
            target,
            Fixes: [.. Findings.Where(finding => judge.Of(finding.Advisory, bundle) == Verdict.NotAffected)],
            Remains: [.. Findings.Where(finding => judge.Of(finding.Advisory, bundle) != Verdict.NotAffected)],
            Brings: [.. judge.FindingsOf(feed, bundle).Where(finding => judge.Of(finding.Advisory, installed) == Verdict.NotAffected)]);
    }

    private BundledComponents BundleOf(Release release) => judge.BundleOf(release.Version, release);
}
