using SecurityResponder.Advisories;
using SecurityResponder.Clusters;
using SecurityResponder.Components;
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
    private readonly List<TargetComponents> _later =
    [
        .. feed.Releases.Reverse().Where(release => release.Version > version && path.IsEligible(release))
            .Select(release => new TargetComponents(release, cluster, installed)),
    ];

    private readonly Dictionary<Component, List<TargetComponents>> _changes = [];

    /// <summary>The finding with the nearest release that is not affected; without one when there is none.</summary>
    public Finding WithFix(Finding finding) => finding with { FixedIn = Find(finding.Advisory) };

    private Release? Find(Advisory advisory)
    {
        foreach (var components in Candidates(advisory))
        {
            if (evaluator.IsNotAffected(advisory, components))
            {
                return components.Release;
            }
        }

        return null;
    }

    // Most releases bundle what an older one bundles: of an advisory about one component, they need no second look.
    private List<TargetComponents> Candidates(Advisory advisory)
    {
        var component = advisory.Affected[0].Component;
        for (var i = 1; i < advisory.Affected.Count; i++)
        {
            if (advisory.Affected[i].Component != component)
            {
                return _later;
            }
        }

        if (!_changes.TryGetValue(component, out var changes))
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            _changes[component] = changes = _later.FindAll(later =>
                later.UsesOf(component) is not [{ Version: { } version }] || seen.Add(version.ToString()));
        }

        return changes;
    }
}
