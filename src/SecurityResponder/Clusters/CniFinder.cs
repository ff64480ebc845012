using SecurityResponder.Components;

namespace SecurityResponder.Clusters;

/// <summary>Finds the network plugin among the DaemonSets of all namespaces. The order of precedence is fixed, so the result is always the
/// same.</summary>
public sealed class CniFinder
{
    // Canal contains calico and flannel, so it comes before both.
    private static readonly string[] Plugins = ["canal", "cilium", "calico", "flannel", "weave", "kube-ovn", "antrea", "kube-router"];

    // RKE2's own plugins run in these namespaces, the first one before the others.
    private static readonly string[] OwnNamespaces = [Workload.KubeSystem, "calico-system"];

    private Workload? _best;

    /// <summary>The plugin found so far; null when there is none.</summary>
    public Software? Found => _best is null ? null : Describe(_best);

    /// <summary>Adds a DaemonSet.</summary>
    public void Add(Workload daemonSet)
    {
        if (Plugin(daemonSet.Name) >= 0 && (_best is null || Compare(daemonSet, _best) < 0))
        {
            _best = daemonSet;
        }
    }

    /// <summary>Discards everything: the list starts again or could not be read completely.</summary>
    public void Discard() => _best = null;

    private static int Plugin(string name)
    {
        // Multus only delegates to another plugin.
        return name.Contains("multus", StringComparison.OrdinalIgnoreCase)
            ? -1
            : Array.FindIndex(Plugins, plugin => name.Contains(plugin, StringComparison.OrdinalIgnoreCase));
    }

    private static int Compare(Workload left, Workload right) => Rank(left).CompareTo(Rank(right)) switch
    {
        0 => string.CompareOrdinal(left.Name + '/' + left.Namespace, right.Name + '/' + right.Namespace),
        var order => order,
    };

    // Within a plugin RKE2's own namespaces come first, then the shortest name, which is the agent itself: `cilium`, not `cilium-envoy`;
    // `calico-node`, not `calico-node-windows`.
    private static (int, bool, int, int) Rank(Workload daemonSet)
    {
        var position = Array.IndexOf(OwnNamespaces, daemonSet.Namespace);
        return (Plugin(daemonSet.Name), position < 0, daemonSet.Name.Length, position);
    }

    private static Software Describe(Workload daemonSet)
    {
        var plugin = Plugins[Plugin(daemonSet.Name)];
        return new(plugin, Version(plugin, daemonSet));
    }

    private static string? Version(string plugin, Workload daemonSet)
    {
        // Canal bundles calico and flannel: its version is that of its calico container.
        var word = plugin == "canal" ? "calico" : plugin;
        var main = daemonSet.Containers.FirstOrDefault(container => ImageReference.NameContains(container.Image, word))
            ?? daemonSet.Containers.FirstOrDefault(container => container.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
            ?? daemonSet.Containers.FirstOrDefault();
        return ImageReference.Tag(main?.Image);
    }
}
