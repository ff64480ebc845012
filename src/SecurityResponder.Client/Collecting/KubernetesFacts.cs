using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>Turns a decoded object into the fact that it tells.</summary>
internal static class KubernetesFacts
{
    // A node with GPUs of several vendors is counted for the first of these.
    private static readonly string[] GpuVendors = ["nvidia", "amd", "intel"];

    /// <summary>The fact that an object tells when it answers a read.</summary>
    /// <returns>Null when it is not the object that the read is about.</returns>
    public static ClusterFact? Of(ClusterResource resource, KubernetesObject o) => resource switch
    {
        ClusterResource.Nodes => Node(o),
        ClusterResource.KubeSystemNamespace or ClusterResource.CattleSystemNamespace => o.Uid is null ? null : new ExistingNamespace(resource, o.Uid),
        ClusterResource.KubernetesService => new KubernetesService(o.IpFamilies),
        ClusterResource.IngressClasses => new IngressClass(o.Name ?? "", o.Controller ?? "", o.IsDefaultClass),
        ClusterResource.Version => null,
        _ => new Workload(resource, o.Name ?? "", o.Containers, o.InitContainers),
    };

    /// <summary>The read that an object of a dump answers.</summary>
    /// <returns>Null for an object that no read asks for.</returns>
    public static ClusterResource? ResourceOf(KubernetesObject o) => (o.Kind, o.Namespace, o.Name) switch
    {
        ("Node", _, _) => ClusterResource.Nodes,
        ("Namespace", _, "kube-system") => ClusterResource.KubeSystemNamespace,
        ("Namespace", _, "cattle-system") => ClusterResource.CattleSystemNamespace,
        ("DaemonSet", "kube-system", _) => ClusterResource.KubeSystemDaemonSets,
        ("DaemonSet", "calico-system", _) => ClusterResource.CalicoDaemonSets,
        ("DaemonSet", "gpu-operator", _) => ClusterResource.NvidiaDaemonSets,
        ("DaemonSet", "kube-amd-gpu", _) => ClusterResource.AmdDaemonSets,
        ("DaemonSet", "inteldeviceplugins-system", _) => ClusterResource.IntelDaemonSets,
        ("Deployment", "kube-system", _) => ClusterResource.KubeSystemDeployments,
        ("Deployment", "cattle-system", "cattle-cluster-agent") => ClusterResource.RancherAgent,
        ("IngressClass", _, _) => ClusterResource.IngressClasses,
        ("Service", "default", "kubernetes") => ClusterResource.KubernetesService,
        _ => null,
    };

    private static Node Node(KubernetesObject o) => new()
    {
        IsServer = o.IsServer,
        System = o.System,
        Cpu = o.Cpu,
        Memory = o.Memory,
        GpuVendor = GpuVendors.FirstOrDefault(o.Gpus.Contains),
        IsDualStack = o.PodCidrs.Exists(cidr => cidr.Contains(':')) && o.PodCidrs.Exists(cidr => cidr.Contains('.') && !cidr.Contains(':')),
        Selinux = o.Selinux,
    };
}
