using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>Converts decoded objects to facts.</summary>
internal static class KubernetesFacts
{
    // A node with GPUs of several vendors counts for the first of these.
    private static readonly string[] GpuVendors = ["nvidia", "amd", "intel"];

    /// <summary>Converts an object of a resource to a fact.</summary>
    /// <returns>Null when the object lacks the data of the fact.</returns>
    public static ClusterFact? Of(KubernetesResource resource, KubernetesObject value) => resource.Kind switch
    {
        "Node" => Node(value),
        "Namespace" => Guid.TryParse(value.Uid, out var uid) ? new KubeSystemNamespace(uid.ToString()) : null,
        "Service" => new KubernetesService(value.IpFamilies),
        "IngressClass" => new IngressClass(value.Name ?? "", value.Controller ?? "", value.IsDefaultClass),
        // An answer of another kind, e.g. of a login page, must not look like Rancher.
        "Deployment" or "HelmChart" when resource.Name is not null && resource.Name != value.Name => null,
        "DaemonSet" or "Deployment" =>
            new Workload(resource.Id, value.Namespace ?? "", value.Name ?? "", value.Containers, value.InitContainers),
        "HelmChart" => new ResponderChart(IsPrime(value.PrimeValue)),
        _ => null,
    };

    private static Node Node(KubernetesObject node) => new()
    {
        IsServer = node.IsServer,
        System = node.System,
        Cpu = node.Cpu,
        Memory = node.Memory,
        GpuVendor = GpuVendors.FirstOrDefault(node.Gpus.Contains),
        IsDualStack = node.PodCidrs.Exists(IsIpv6) && node.PodCidrs.Exists(IsIpv4),
        Selinux = node.Selinux,
        KubeletVersion = node.KubeletVersion,
        ContainerRuntime = node.ContainerRuntime,
    };

    // The values of a HelmChart are strings. RKE2 writes "true" or "false".
    private static bool? IsPrime(string? value) => bool.TryParse(value, out var isPrime) ? isPrime : null;

    private static bool IsIpv6(string cidr) => cidr.Contains(':');

    private static bool IsIpv4(string cidr) => cidr.Contains('.') && !cidr.Contains(':');
}
