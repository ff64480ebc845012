using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The components that a cluster would run with a release: the release's list for what RKE2 installs, and what the cluster runs
/// for the rest.</summary>
/// <param name="release">The release.</param>
/// <param name="cluster">The cluster; null for any cluster, which runs everything.</param>
/// <param name="installed">What the cluster runs now; null for any cluster.</param>
internal sealed class TargetComponents(Release release, Cluster? cluster, ClusterComponents? installed) : IComponents
{
    private readonly ReleaseComponents _listed = new(release.Version, release, cluster?.Cni);
    private readonly Dictionary<Component, IReadOnlyList<ComponentUse>> _known = [];

    /// <summary>The release.</summary>
    public Release Release => release;

    /// <inheritdoc/>
    public IReadOnlyList<ComponentUse> UsesOf(Component component)
    {
        if (cluster is null || installed is null)
        {
            return _listed.UsesOf(component);
        }

        // Thousands of advisories need the same few.
        if (!_known.TryGetValue(component, out var uses))
        {
            _known[component] = uses = Find(component, cluster, installed);
        }

        return uses;
    }

    private IReadOnlyList<ComponentUse> Find(Component component, Cluster cluster, ClusterComponents installed)
    {
        if (component == Component.Etcd && cluster.HasExternalControlPlane())
        {
            return installed.UsesOf(component);
        }

        var foreign = installed.ForeignUsesOf(component);
        var bundled = cluster.RunsBundled(component) ? _listed.UsesOf(component) : [];
        return foreign.Count == 0 ? bundled : [.. bundled, .. foreign];
    }
}
