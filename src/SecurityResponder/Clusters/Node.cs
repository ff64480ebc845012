namespace SecurityResponder.Clusters;

/// <summary>What is read of one Node (<see href="https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/"/>).</summary>
public sealed record Node() : ClusterFact(ClusterResource.Nodes)
{
    /// <summary>Whether it carries one of the role labels control-plane, master or etcd (RKE2 has etcd-only servers).</summary>
    public bool IsServer { get; init; }

    /// <summary><c>status.nodeInfo</c>; empty strings where it says nothing.</summary>
    public NodeSystem System { get; init; } = new("", "", "", "");

    /// <summary><c>status.allocatable.cpu</c>, a quantity.</summary>
    public string? Cpu { get; init; }

    /// <summary><c>status.allocatable.memory</c>, a quantity.</summary>
    public string? Memory { get; init; }

    /// <summary>Vendor of the GPUs that it offers; null when it offers none.</summary>
    public string? GpuVendor { get; init; }

    /// <summary>Whether <c>spec.podCIDRs</c> shows both address families.</summary>
    public bool IsDualStack { get; init; }

    /// <summary>What it says of SELinux.</summary>
    public NodeSelinux Selinux { get; init; } = new();

    /// <summary>Whether it runs Windows.</summary>
    public bool IsWindows => System.OperatingSystem.Equals("windows", StringComparison.OrdinalIgnoreCase);
}
