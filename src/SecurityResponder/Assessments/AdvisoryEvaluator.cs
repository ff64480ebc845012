using SecurityResponder.Advisories;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>Decides which advisories affect a release on a cluster.</summary>
/// <param name="cluster">The cluster; null for any cluster.</param>
internal sealed class AdvisoryEvaluator(Cluster? cluster)
{
    /// <summary>The components of a release as this cluster runs it.</summary>
    public BundledComponents BundleOf(ReleaseVersion version, Release? release) => new(version, release, cluster?.Cni);

    /// <summary>Decides whether an advisory affects a bundle.</summary>
    public Decision Of(Advisory advisory, BundledComponents bundle)
    {
        var decision = Decision.NotAffected;
        foreach (var affected in advisory.Affected)
        {
            var one = Concerns(advisory, affected) ? Decide(affected, bundle) : Decision.NotAffected;
            if (one > decision)
            {
                decision = one;
            }
        }
        return decision;
    }

    /// <summary>The finding when the advisory affects the bundle; null when it does not or cannot be decided.</summary>
    public Finding? Find(Advisory advisory, BundledComponents bundle)
    {
        List<Component>? components = null;
        foreach (var affected in advisory.Affected)
        {
            if (!Concerns(advisory, affected) || Decide(affected, bundle) != Decision.Affected)
            {
                continue;
            }

            components ??= [];
            if (!components.Contains(affected.Component))
            {
                components.Add(affected.Component);
            }
        }
        return components is null
            ? null
            : new Finding(advisory, components, components.All(component => advisory.StatusOf(component) == VexStatus.UnderInvestigation));
    }

    /// <summary>The findings of the bundle, most severe first.</summary>
    public IReadOnlyList<Finding> FindingsOf(Feed feed, BundledComponents bundle) =>
        Finding.InOrder(feed.Advisories.Select(advisory => Find(advisory, bundle)).OfType<Finding>());

    private bool Concerns(Advisory advisory, AffectedComponent affected) =>
        (cluster is null || affected.Concerns(cluster))
        && advisory.StatusOf(affected.Component) is not (VexStatus.NotAffected or VexStatus.Fixed);

    private static Decision Decide(AffectedComponent affected, BundledComponents bundle)
    {
        var versions = bundle.VersionsOf(affected.Component);
        foreach (var version in versions)
        {
            if (affected.Affects(version))
            {
                return Decision.Affected;
            }
        }
        // A list of versions says nothing about a release that is not in the feed.
        var isSilent = affected.Ranges.Count == 0 && !bundle.IsListed;
        return versions.Count == 0 || isSilent ? Decision.Undecided : Decision.NotAffected;
    }
}
