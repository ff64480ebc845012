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

    /// <summary>DaemonSets of all namespaces, in pages: network plugin, ingress controller, GPU operator, running images. RKE2's Calico
    /// runs in <c>calico-system</c>, other network plugins and operators elsewhere.</summary>
    DaemonSets,

    /// <summary>Deployments of <c>kube-system</c>: ingress controller, running images.</summary>
    KubeSystemDeployments,

    /// <summary>All IngressClasses.</summary>
    IngressClasses,

    /// <summary>Deployment <c>cattle-system/rancher</c>: whether the cluster hosts Rancher itself.</summary>
    RancherServer,

    /// <summary>Deployment <c>cattle-system/cattle-cluster-agent</c>: whether Rancher manages the cluster, its version and installation
    /// id.</summary>
    RancherAgent,

    /// <summary>HelmChart <c>kube-system/rke2-security-responder</c>, with which RKE2 installs this program: whether the cluster uses RKE2
    /// Prime.</summary>
    ResponderChart,

    /// <summary>Service <c>default/kubernetes</c>: address families.</summary>
    KubernetesService,
}
