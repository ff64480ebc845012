namespace SecurityResponder.Clusters;

/// <summary>Finds the network plugin among DaemonSets, in an order of its own, so that two runs agree.</summary>
public sealed class CniFinder
{
    // Canal carries calico and flannel in it, so it comes before both.
    private static readonly string[] Plugins = ["canal", "cilium", "calico", "flannel", "weave", "kube-ovn", "antrea"];

    private (int Rank, Workload DaemonSet)? _best;

    /// <summary>The plugin found so far; null when none was.</summary>
    public Software? Found => _best is var (rank, daemonSet) ? new(Plugins[rank], Version(Plugins[rank], daemonSet)) : null;

    /// <summary>Looks at one DaemonSet of <c>kube-system</c> or <c>calico-system</c>.</summary>
    public void Add(Workload daemonSet)
    {
        var rank = Rank(daemonSet.Name);
        if (rank >= 0 && (_best is not var (bestRank, best) || Precedes(rank, daemonSet, bestRank, best)))
        {
            _best = (rank, daemonSet);
        }
    }

    private static int Rank(string name)
    {
        // Multus only hands over to another plugin; it is never the answer.
        return name.Contains("multus", StringComparison.OrdinalIgnoreCase)
            ? -1
            : Array.FindIndex(Plugins, plugin => name.Contains(plugin, StringComparison.OrdinalIgnoreCase));
    }

    // Within a plugin the shortest name is the agent itself: `cilium`, not `cilium-envoy`; `calico-node`, not `calico-node-windows`.
    private static bool Precedes(int rank, Workload daemonSet, int bestRank, Workload best) =>
        (rank, daemonSet.Name.Length).CompareTo((bestRank, best.Name.Length)) is var order
        && (order < 0 || (order == 0 && string.CompareOrdinal(daemonSet.Name, best.Name) < 0));

    private static string? Version(string plugin, Workload daemonSet)
    {
        // Canal bundles calico and flannel: its version is that of its calico container.
        var word = plugin == "canal" ? "calico" : plugin.Replace("-", "", StringComparison.Ordinal);
        var main = daemonSet.Containers.FirstOrDefault(container => ImageReference.NameContains(container.Image, word))
            ?? daemonSet.Containers.FirstOrDefault(container => container.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
            ?? daemonSet.Containers.FirstOrDefault();
        return ImageReference.Tag(main?.Image);
    }
}
