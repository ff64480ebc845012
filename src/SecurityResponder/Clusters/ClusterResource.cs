namespace SecurityResponder.Clusters;

/// <summary>All reads from the Kubernetes API.</summary>
public enum ClusterResource
{
    /// <summary><c>/version</c>.</summary>
    Version,

    /// <summary>Namespace <c>kube-system</c>, for its UID.</summary>
    KubeSystemNamespace,

    /// <summary>All Nodes, in pages.</summary>
    Nodes,

    /// <summary>DaemonSets of <c>kube-system</c>: network plugin, ingress controller.</summary>
    KubeSystemDaemonSets,

    /// <summary>DaemonSets of <c>calico-system</c>: RKE2's Calico runs there under the Tigera operator.</summary>
    CalicoDaemonSets,

    /// <summary>Deployments of <c>kube-system</c>: ingress controller.</summary>
    KubeSystemDeployments,

    /// <summary>All IngressClasses.</summary>
    IngressClasses,

    /// <summary>DaemonSets of <c>gpu-operator</c> (NVIDIA).</summary>
    NvidiaDaemonSets,

    /// <summary>DaemonSets of <c>kube-amd-gpu</c>.</summary>
    AmdDaemonSets,

    /// <summary>DaemonSets of <c>inteldeviceplugins-system</c>.</summary>
    IntelDaemonSets,

    /// <summary>Namespace <c>cattle-system</c>: whether Rancher manages the cluster.</summary>
    CattleSystemNamespace,

    /// <summary>Deployment <c>cattle-system/cattle-cluster-agent</c>: Rancher's version and installation id.</summary>
    RancherAgent,

    /// <summary>Service <c>default/kubernetes</c>: address families.</summary>
    KubernetesService,
}
