using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The components that run on each node: kubelet and kube-proxy, containerd, runc. Nodes may run other releases than the API
/// server.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="feed">The releases.</param>
/// <param name="version">The API server's version.</param>
internal sealed class NodeComponents(Cluster cluster, Feed feed, ReleaseVersion version)
{
    private readonly Dictionary<string, ReleaseComponents> _releases = new(StringComparer.Ordinal);

    /// <summary>The versions of a node component, each with its number of nodes.</summary>
    public IReadOnlyList<ComponentUse> UsesOf(Component component)
    {
        if (cluster.NodeVersions is not { } nodes)
        {
            return component == Component.Kubernetes ? [ApiServer(null)] : ReleaseOf(version.ToString(), version).UsesOf(component);
        }

        return component == Component.Kubernetes ? Kubernetes(nodes)
            : component == Component.Containerd ? Containerd(nodes)
            : [.. ByRelease(component, nodes.Kubelets), .. Others(component, nodes.OtherKubelets)];
    }

    // The control plane, and the kubelets that are not of its version.
    private List<ComponentUse> Kubernetes(NodeVersions nodes)
    {
        var same = nodes.Kubelets.FirstOrDefault(kubelet => kubelet.Version == version.ToString());
        var uses = new List<ComponentUse> { ApiServer(same?.Count) };
        foreach (var kubelet in nodes.Kubelets)
        {
            if (kubelet != same)
            {
                uses.Add(ComponentVersion.TryParse(kubelet.Version) is { } parsed
                    ? new ComponentUse(Component.Kubernetes, parsed, VersionSource.Kubelet)
                    {
                        Release = kubelet.Version,
                        Nodes = kubelet.Count,
                    }
                    : ComponentUse.Unknown(Component.Kubernetes, "a kubelet's version cannot be read", kubelet.Count));
            }
        }

        uses.AddRange(Others(Component.Kubernetes, nodes.OtherKubelets));
        return uses;
    }

    private List<ComponentUse> Containerd(NodeVersions nodes)
    {
        var uses = new List<ComponentUse>();
        foreach (var runtime in nodes.Containerds)
        {
            uses.Add(ComponentVersion.TryParse(runtime.Version) is { } parsed
                ? new ComponentUse(Component.Containerd, parsed, VersionSource.ContainerRuntime) { Nodes = runtime.Count }
                : ComponentUse.Unknown(Component.Containerd, "a container runtime's version cannot be read", runtime.Count));
        }

        uses.AddRange(ByRelease(Component.Containerd, nodes.KubeletsWithoutContainerd));
        uses.AddRange(Others(Component.Containerd, nodes.OtherRuntimes));
        return uses.Count > 0 ? uses : [.. ByRelease(Component.Containerd, nodes.Kubelets)];
    }

    private IEnumerable<ComponentUse> ByRelease(Component component, IReadOnlyList<NodeVersion> kubelets)
    {
        foreach (var kubelet in kubelets)
        {
            if (ReleaseVersion.TryParse(kubelet.Version) is not { } release)
            {
                yield return ComponentUse.Unknown(component, "a kubelet's version cannot be read", kubelet.Count);
                continue;
            }

            foreach (var use in ReleaseOf(kubelet.Version, release).UsesOf(component))
            {
                yield return use with { Nodes = kubelet.Count, Release = kubelet.Version };
            }
        }
    }

    private static ComponentUse[] Others(Component component, int nodes) => nodes == 0
        ? []
        : [ComponentUse.Unknown(component, $"the nodes have more than {NodeVersions.MaxDistinct} distinct versions", nodes)];

    // Without an id it is only planned: no API server was asked.
    private ComponentUse ApiServer(int? nodes) =>
        new(
            Component.Kubernetes, ComponentVersion.TryParse(version.ToString()),
            cluster.Id.Length == 0 ? VersionSource.ReleaseList : VersionSource.ApiServer)
        {
            Release = version.ToString(),
            Nodes = nodes,
        };

    private ReleaseComponents ReleaseOf(string text, ReleaseVersion release)
    {
        if (!_releases.TryGetValue(text, out var components))
        {
            _releases[text] = components = new ReleaseComponents(release, feed.Find(release), cluster.Cni);
        }

        return components;
    }
}
