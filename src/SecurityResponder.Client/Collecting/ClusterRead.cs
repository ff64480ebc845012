using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>One read of the Kubernetes API.</summary>
/// <param name="Resource">What is read.</param>
/// <param name="Name">Its name in a log line.</param>
/// <param name="Path">Its path below the API server's address.</param>
internal sealed record ClusterRead(ClusterResource Resource, string Name, string Path)
{
    /// <summary>Nodes asked for at a time; at 20 KB a node, a page is about 10 MB on the wire.</summary>
    private const int PageSize = 500;

    /// <summary>Every read, in order; the chart's ClusterRole grants exactly these.</summary>
    public static IReadOnlyList<ClusterRead> All { get; } =
    [
        new(ClusterResource.Version, "version", "/version"),
        new(ClusterResource.KubeSystemNamespace, "namespace kube-system", "/api/v1/namespaces/kube-system"),
        new(ClusterResource.Nodes, "nodes", "/api/v1/nodes"),
        new(ClusterResource.KubeSystemDaemonSets, "daemonsets in kube-system", DaemonSets("kube-system")),
        new(ClusterResource.CalicoDaemonSets, "daemonsets in calico-system", DaemonSets("calico-system")),
        new(ClusterResource.KubeSystemDeployments, "deployments in kube-system", "/apis/apps/v1/namespaces/kube-system/deployments"),
        new(ClusterResource.IngressClasses, "ingressclasses", "/apis/networking.k8s.io/v1/ingressclasses"),
        new(ClusterResource.NvidiaDaemonSets, "daemonsets in gpu-operator", DaemonSets("gpu-operator")),
        new(ClusterResource.AmdDaemonSets, "daemonsets in kube-amd-gpu", DaemonSets("kube-amd-gpu")),
        new(ClusterResource.IntelDaemonSets, "daemonsets in inteldeviceplugins-system", DaemonSets("inteldeviceplugins-system")),
        new(ClusterResource.CattleSystemNamespace, "namespace cattle-system", "/api/v1/namespaces/cattle-system"),
        new(ClusterResource.RancherAgent, "deployment cattle-system/cattle-cluster-agent", "/apis/apps/v1/namespaces/cattle-system/deployments/cattle-cluster-agent"),
        new(ClusterResource.KubernetesService, "service default/kubernetes", "/api/v1/namespaces/default/services/kubernetes"),
    ];

    /// <summary>Whether there is no report without it.</summary>
    public bool IsEssential => Resource is ClusterResource.Version or ClusterResource.KubeSystemNamespace;

    /// <summary>Whether "there is none" is an answer: a cluster that Rancher does not manage is not at fault.</summary>
    public bool MayBeAbsent => Resource == ClusterResource.CattleSystemNamespace;

    /// <summary>Whether the answer is a list of objects, not one object.</summary>
    public bool IsList => !IsEssential && Resource is not (ClusterResource.CattleSystemNamespace or ClusterResource.RancherAgent or ClusterResource.KubernetesService);

    /// <summary>The read of a resource.</summary>
    public static ClusterRead Of(ClusterResource resource) => All.Single(read => read.Resource == resource);

    /// <summary>Path and query of one page.</summary>
    /// <param name="continueToken">The token that the page before gave; null for the first page.</param>
    public string Page(string? continueToken) => Resource != ClusterResource.Nodes ? Path
        : continueToken is null ? $"{Path}?limit={PageSize}"
        : $"{Path}?limit={PageSize}&continue={Uri.EscapeDataString(continueToken)}";

    private static string DaemonSets(string ns) => $"/apis/apps/v1/namespaces/{ns}/daemonsets";
}
