using SecurityResponder.Clusters;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>How far the nodes' kubelets are from the API server
/// (<see href="https://kubernetes.io/releases/version-skew-policy/#kubelet"/>).</summary>
internal sealed class NodeSkew
{
    private const int MaxMinors = 3;

    private readonly List<(ReleaseVersion Version, NodeVersion Nodes)> _kubelets = [];
    private readonly ReleaseVersion _apiServer;

    /// <summary>Compares the nodes with the API server.</summary>
    public NodeSkew(Cluster cluster, ReleaseVersion apiServer)
    {
        _apiServer = apiServer;
        foreach (var nodes in cluster.NodeVersions?.Kubelets ?? [])
        {
            if (ReleaseVersion.TryParse(nodes.Version) is { } version)
            {
                _kubelets.Add((version, nodes));
            }
        }

        _kubelets.Sort(static (one, other) => one.Version.CompareTo(other.Version));
        Oldest = _kubelets.Count == 0 ? null : _kubelets[0].Nodes;
    }

    /// <summary>The oldest kubelet; null when the nodes are unknown.</summary>
    public NodeVersion? Oldest { get; }

    /// <summary>The kubelets of older releases than the API server's, oldest first.</summary>
    public IReadOnlyList<NodeVersion> Behind =>
        [.. _kubelets.Where(kubelet => kubelet.Version < _apiServer).Select(kubelet => kubelet.Nodes)];

    /// <summary>The kubelets beyond Kubernetes' policy: newer than the API server, or more than three minors older.</summary>
    public IReadOnlyList<NodeVersion> BeyondPolicy =>
    [
        .. _kubelets.Where(kubelet =>
                kubelet.Version > _apiServer || Difference(kubelet.Version.Minor, _apiServer.Minor) > MaxMinors)
            .Select(kubelet => kubelet.Nodes),
    ];

    /// <summary>Whether a control plane of a minor would be too far above the oldest kubelet.</summary>
    public bool Bars(MinorVersion target) =>
        _kubelets.Count > 0 && Difference(_kubelets[0].Version.Minor, target) > MaxMinors;

    private static int Difference(MinorVersion kubelet, MinorVersion apiServer) =>
        kubelet.Major == apiServer.Major ? apiServer.Minor - kubelet.Minor : int.MaxValue;
}
