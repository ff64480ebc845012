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

    private readonly Dictionary<Component, List<Change>> _changes = [];

    /// <summary>The finding with the nearest release that is not affected; without one when there is none.</summary>
    public Finding WithFix(Finding finding) => finding with { FixedIn = Find(finding.Advisory) };

    private Release? Find(Advisory advisory)
    {
        if (!IsAboutOneComponent(advisory))
        {
            return FindAmongAll(advisory);
        }

        foreach (var change in ChangesOf(advisory.Packages[0].Component))
        {
            // There is a finding, so the advisory's conditions hold.
            if (evaluator.DecisionOf(advisory, change.Uses) == Decision.NotAffected)
            {
                return change.Release;
            }
        }

        return null;
    }

    private Release? FindAmongAll(Advisory advisory) =>
        _later.Find(components => evaluator.DecisionOf(advisory, components) == Decision.NotAffected)?.Release;

    private static bool IsAboutOneComponent(Advisory advisory)
    {
        var packages = advisory.Packages;
        for (var i = 1; i < packages.Length; i++)
        {
            if (packages[i].Component != packages[0].Component)
            {
                return false;
            }
        }

        return true;
    }

    // Most releases bundle what an older one bundles: of an advisory about one component, they need no second look.
    private List<Change> ChangesOf(Component component)
    {
        if (!_changes.TryGetValue(component, out var changes))
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            _changes[component] = changes = [];
            foreach (var later in _later)
            {
                var uses = later.UsesOf(component);
                if (uses is not [{ Version: { } version }] || seen.Add(version.ToString()))
                {
                    changes.Add(new Change(later.Release, uses));
                }
            }
        }

        return changes;
    }

    private sealed class Change(Release release, IReadOnlyList<ComponentUse> uses)
    {
        public Release Release => release;

        public IReadOnlyList<ComponentUse> Uses => uses;
    }
}
