using SecurityResponder.Client.Settings;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>The clusters meant by <c>--release</c> and <c>--compare</c>: what the options do not say is unknown.</summary>
internal static class ReleaseCluster
{
    /// <summary>A cluster that runs the release, or the second one of two.</summary>
    public static Cluster Of(ReleaseOptions options) => new()
    {
        Version = (options.Release ?? options.Compared?.To)?.ToString() ?? "",
        Id = "",
        Cni = Software(options.Cni),
        Ingress = Software(options.Ingress == "ingress-nginx" ? "rke2-ingress-nginx" : options.Ingress),
        Nodes = options.HasWindows is { } hasWindows ? Nodes(hasWindows) : null,
    };

    private static Software? Software(string? name) => name switch
    {
        null => null,
        "none" => Clusters.Software.None,
        _ => new Software(name, null),
    };

    // Only the operating systems are known, not the numbers.
    private static NodeSummary Nodes(bool hasWindows) => new()
    {
        Servers = new NodeGroup(0, 0, 0),
        Agents = new NodeGroup(0, 0, 0),
        IsConsistent = !hasWindows,
        HasWindows = hasWindows,
        GpuNodes = 0,
    };
}
