namespace SecurityResponder.Clusters;

/// <summary>The versions that nodes report in <c>status.nodeInfo</c>, each with its number of nodes. For the assessment only, never
/// reported.</summary>
public sealed record NodeVersions
{
    /// <summary>The largest number of distinct values; nodes with further values are counted in <see cref="OtherKubelets"/> and
    /// <see cref="OtherRuntimes"/>.</summary>
    public const int MaxDistinct = 64;

    /// <summary>Distinct <c>kubeletVersion</c>s, e.g. <c>v1.35.3+rke2r1</c>, in the order of first appearance.</summary>
    public IReadOnlyList<NodeVersion> Kubelets { get; init; } = [];

    /// <summary>Distinct versions of containerd, e.g. <c>2.1.5-k3s1</c>, in the order of first appearance.</summary>
    public IReadOnlyList<NodeVersion> Containerds { get; init; } = [];

    /// <summary>The <c>kubeletVersion</c>s of nodes whose <c>containerRuntimeVersion</c> is missing or not a version of
    /// containerd.</summary>
    public IReadOnlyList<NodeVersion> KubeletsWithoutContainerd { get; init; } = [];

    /// <summary>Number of nodes whose kubelet version is not listed.</summary>
    public int OtherKubelets { get; init; }

    /// <summary>Number of nodes whose containerd version is not listed.</summary>
    public int OtherRuntimes { get; init; }

    /// <summary>Number of nodes that run Windows.</summary>
    public int WindowsNodes { get; init; }
}

/// <summary>A version and the nodes that report it.</summary>
/// <param name="Version">The version as the nodes report it.</param>
/// <param name="Servers">Number of servers.</param>
/// <param name="Agents">Number of agents.</param>
public sealed record NodeVersion(string Version, int Servers, int Agents)
{
    /// <summary>Number of nodes.</summary>
    public int Count => Servers + Agents;
}
