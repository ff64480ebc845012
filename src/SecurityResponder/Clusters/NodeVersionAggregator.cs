namespace SecurityResponder.Clusters;

/// <summary>Counts nodes by the versions that they report. Memory is bounded: see <see cref="NodeVersions.MaxDistinct"/>.</summary>
public sealed class NodeVersionAggregator
{
    private readonly NodeVersionCounter _kubelets = new();
    private readonly NodeVersionCounter _containerds = new();
    private readonly NodeVersionCounter _kubeletsWithoutContainerd = new();
    private int _windowsNodes;

    /// <summary>Adds one node.</summary>
    public void Add(Node node)
    {
        _kubelets.Add(node.KubeletVersion, node.IsServer);
        if (node.ContainerdVersion is { } containerd)
        {
            _containerds.Add(containerd, node.IsServer);
        }
        else
        {
            _kubeletsWithoutContainerd.Add(node.KubeletVersion, node.IsServer);
        }

        _windowsNodes += node.IsWindows ? 1 : 0;
    }

    /// <summary>The counts so far.</summary>
    public NodeVersions ToVersions() => new()
    {
        Kubelets = _kubelets.ToList(),
        Containerds = _containerds.ToList(),
        KubeletsWithoutContainerd = _kubeletsWithoutContainerd.ToList(),
        OtherKubelets = _kubelets.Others,
        OtherRuntimes = _containerds.Others + _kubeletsWithoutContainerd.Others,
        WindowsNodes = _windowsNodes,
    };
}
