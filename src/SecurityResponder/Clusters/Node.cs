namespace SecurityResponder.Clusters;

/// <summary>The facts of a Node
/// (<see href="https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/"/>).</summary>
public sealed record Node() : ClusterFact(ClusterResource.Nodes)
{
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

    /// <summary>Whether it runs Windows.</summary>
    public bool IsWindows => System.OperatingSystem.Equals("windows", StringComparison.OrdinalIgnoreCase);
}
