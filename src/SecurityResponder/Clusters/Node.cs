namespace SecurityResponder.Clusters;

/// <summary>The facts of a Node
/// (<see href="https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/"/>).</summary>
public sealed record Node() : ClusterFact(ClusterResource.Nodes)
{
    private const string ContainerdScheme = "containerd://";

    /// <summary>Whether it has one of the role labels control-plane, master or etcd (RKE2 has etcd-only servers).</summary>
    public bool IsServer { get; init; }

    /// <summary><c>status.nodeInfo</c>; empty strings for missing values.</summary>
    public NodeSystem System { get; init; } = new("", "", "", "");

    /// <summary><c>status.allocatable.cpu</c>, a quantity.</summary>
    public string? Cpu { get; init; }

    /// <summary><c>status.allocatable.memory</c>, a quantity.</summary>
    public string? Memory { get; init; }

    /// <summary>Vendor of its GPUs; null without GPUs.</summary>
    public string? GpuVendor { get; init; }

    /// <summary>Whether <c>spec.podCIDRs</c> contains both address families.</summary>
    public bool IsDualStack { get; init; }

    /// <summary>Its data about SELinux.</summary>
    public NodeSelinux Selinux { get; init; } = new();

    /// <summary><c>status.nodeInfo.kubeletVersion</c>, e.g. <c>v1.35.3+rke2r1</c>; empty when missing.</summary>
    public string KubeletVersion { get; init; } = "";

    /// <summary><c>status.nodeInfo.containerRuntimeVersion</c>, e.g. <c>containerd://2.1.5-k3s1</c>; empty when missing.</summary>
    public string ContainerRuntime { get; init; } = "";

    /// <summary>The version of containerd, e.g. <c>2.1.5-k3s1</c>; null when the node reports another runtime or none.</summary>
    public string? ContainerdVersion =>
        ContainerRuntime.StartsWith(ContainerdScheme, StringComparison.Ordinal) && ContainerRuntime.Length > ContainerdScheme.Length
            ? ContainerRuntime[ContainerdScheme.Length..]
            : null;

    /// <summary>Whether it runs Windows.</summary>
    public bool IsWindows => System.OperatingSystem.Equals("windows", StringComparison.OrdinalIgnoreCase);
}
