using SecurityResponder.Fakes;

namespace SecurityResponder.Bench;

/// <summary>An RKE2 cluster of any size: <see cref="GeneratedNode"/>s, Canal and ingress-nginx.</summary>
internal static class GeneratedCluster
{
    /// <summary>A cluster with a number of nodes, which run a number of versions.</summary>
    public static TestCluster Of(int nodes, int versions) => new()
    {
        GitVersion = GeneratedNode.Version,
        Nodes = [],
        RawNodes = Enumerable.Range(0, nodes)
            .Select(index => GeneratedNode.Create(index, versions))
            .ToDictionary(node => node.Name, node => node.Json),
        DaemonSets =
        [
            new("kube-system", "rke2-canal",
                new("calico-node", "rancher/hardened-calico:v3.31.3-build20260205"),
                new("kube-flannel", "rancher/hardened-flannel:v0.28.1-build20260206")),
            new("kube-system", "rke2-ingress-nginx-controller",
                new TestContainer("rke2-ingress-nginx-controller", "rancher/nginx-ingress-controller:v1.14.3-hardened3")),
        ],
    };
}
