using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>Finds the nearest release that fixes a finding: the same rule for the client, the status object and the pages.</summary>
/// <param name="feed">The releases.</param>
/// <param name="evaluator">Decides for the same cluster.</param>
/// <param name="path">Which releases may be taken.</param>
/// <param name="version">The installed version.</param>
/// <param name="cluster">The cluster; null for any cluster.</param>
/// <param name="installed">What the cluster runs; null for any cluster.</param>
internal sealed class FixFinder(
    Feed feed, AdvisoryEvaluator evaluator, UpgradePath path, ReleaseVersion version, Cluster? cluster, ClusterComponents? installed)
{
    // Oldest first.
    private readonly List<(Release Release, TargetComponents Components)> _later =
    [
        .. feed.Releases.Reverse().Where(release => release.Version > version && path.IsEligible(release))
            .Select(release => (release, new TargetComponents(release, cluster, installed))),
    ];

    /// <summary>The finding with the nearest release that is not affected; without one when there is none.</summary>
    public Finding WithFix(Finding finding) => finding with { FixedIn = Find(finding) };

    private Release? Find(Finding finding)
    {
        IReadOnlyList<ComponentUse>? last = null;
        foreach (var (release, components) in _later)
        {
            // Most releases bundle what the one before them bundles.
            var uses = finding.Components.Count == 1 ? components.UsesOf(finding.Components[0]) : null;
            if (uses is [{ Version: { } now }] && last is [{ Version: { } before }] && now.Equals(before))
            {
                continue;
            }

            last = uses;
            if (evaluator.Of(finding.Advisory, components).Decision == Decision.NotAffected)
            {
                return release;
            }
        }

        return null;
    }
}
