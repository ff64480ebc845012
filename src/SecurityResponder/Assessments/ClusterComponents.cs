using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The components that a cluster runs now: what the cluster shows, and the release's list for what it does not show.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="feed">The releases.</param>
/// <param name="version">The API server's version.</param>
internal sealed class ClusterComponents(Cluster cluster, Feed feed, ReleaseVersion version) : IComponents
{
    private readonly ReleaseComponents _release = new(version, feed.Find(version), cluster.Cni);
    private readonly NodeComponents _nodes = new(cluster, feed, version);
    private readonly Dictionary<Component, IReadOnlyList<ComponentUse>> _known = [];

    /// <inheritdoc/>
    public IReadOnlyList<ComponentUse> UsesOf(Component component)
    {
        if (!_known.TryGetValue(component, out var uses))
        {
            _known[component] = uses = Find(component);
        }

        return uses;
    }

    /// <summary>The components that RKE2 does not install, which a release does not change.</summary>
    public IReadOnlyList<ComponentUse> ForeignUsesOf(Component component) => [.. UsesOf(component).Where(use => use.IsForeign)];

    private IReadOnlyList<ComponentUse> Find(Component component)
    {
        if (component == Component.Etcd && cluster.HasExternalControlPlane())
        {
            return [ComponentUse.Unknown(component, "the control plane runs outside the cluster")];
        }

        if (component.Scope.HasFlag(ComponentScope.Node))
        {
            return _nodes.UsesOf(component);
        }

        if (component.Scope != ComponentScope.Workload)
        {
            return _release.UsesOf(component);
        }

        var uses = new List<ComponentUse>();
        if (cluster.RunsBundled(component))
        {
            var running = Running(component, isForeign: false);
            uses.AddRange(running.Count > 0 ? running : _release.UsesOf(component));
        }

        if (component == Component.IngressNginx && cluster.HasForeignIngressNginx())
        {
            var foreign = Running(component, isForeign: true);
            uses.AddRange(foreign.Count > 0 ? foreign : [Foreign]);
        }

        return uses;
    }

    private static ComponentUse Foreign { get; } =
        ComponentUse.Unknown(Component.IngressNginx, "RKE2 did not install this ingress-nginx, and its version cannot be read")
            with
        { IsForeign = true };

    // Of several images of one component (calico-node and Typha) each version once.
    private List<ComponentUse> Running(Component component, bool isForeign)
    {
        var uses = new List<ComponentUse>();
        foreach (var image in cluster.Workloads.Images)
        {
            if (image.Component == component && image.IsBundled != isForeign && ComponentVersion.TryParse(image.Tag) is { } version
                && !uses.Exists(use => use.Version!.ToString() == version.ToString()))
            {
                uses.Add(new ComponentUse(component, version, VersionSource.Image)
                {
                    Image = ImageReference.Repository(image.Reference),
                    IsForeign = isForeign,
                });
            }
        }

        return uses;
    }
}
