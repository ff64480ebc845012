namespace SecurityResponder.Clusters;

/// <summary>Sums over the nodes of a cluster.</summary>
public sealed record NodeSummary
{
    /// <summary>Nodes with a server role.</summary>
    public required NodeGroup Servers { get; init; }

    /// <summary>All other nodes.</summary>
    public required NodeGroup Agents { get; init; }

    /// <summary>The system of the first node with an OS image; null when there is none.</summary>
    public NodeSystem? System { get; init; }

    /// <summary>Whether all nodes run the same system.</summary>
    public required bool IsConsistent { get; init; }

    /// <summary>Whether any node runs Windows.</summary>
    public required bool HasWindows { get; init; }

    /// <summary>Number of nodes with at least one GPU.</summary>
    public required int GpuNodes { get; init; }

    /// <summary>Vendor of the first such node (<c>nvidia</c>, <c>amd</c>, <c>intel</c>); null when there is none.</summary>
    public string? GpuVendor { get; init; }
}

/// <summary>Count and allocatable resources of a group of nodes.</summary>
/// <param name="Count">Number of nodes.</param>
/// <param name="CpuMillicores">Sum of allocatable CPU, in thousandths of a core.</param>
/// <param name="MemoryBytes">Sum of allocatable memory, in bytes.</param>
public sealed record NodeGroup(int Count, long CpuMillicores, long MemoryBytes);

/// <summary>The system of a node, from <c>status.nodeInfo</c>.</summary>
/// <param name="OperatingSystem"><c>linux</c> or <c>windows</c>.</param>
/// <param name="OsImage">E.g. <c>SUSE Linux Micro 6.1</c>.</param>
/// <param name="Kernel">E.g. <c>6.4.0-35-default</c>.</param>
/// <param name="Architecture">E.g. <c>amd64</c>.</param>
public sealed record NodeSystem(string OperatingSystem, string OsImage, string Kernel, string Architecture);
