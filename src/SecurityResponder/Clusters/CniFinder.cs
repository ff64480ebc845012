using SecurityResponder.Components;

namespace SecurityResponder.Clusters;

/// <summary>Finds the network plugin among DaemonSets. The order of precedence is fixed, so the result is always the same.</summary>
public sealed class CniFinder
{
    // Canal contains calico and flannel, so it comes before both.
    private static readonly string[] Plugins = ["canal", "cilium", "calico", "flannel", "weave", "kube-ovn", "antrea"];

    private readonly Dictionary<ClusterResource, Workload> _best = [];

    /// <summary>The plugin found so far; null when there is none.</summary>
    public Software? Found
    {
        get
        {
            Workload? best = null;
            foreach (var candidate in _best.Values)
            {
                best = best is null || Rank(candidate).CompareTo(Rank(best)) < 0 ? candidate : best;
            }

            return best is null ? null : Describe(best);
        }
    }

    /// <summary>Whether a list that was not read cannot change the result: Canal and Cilium run only in <c>kube-system</c>.</summary>
    public bool IsDecided => Found?.Name is "canal"
        || (Found?.Name is "cilium" && _best.ContainsKey(ClusterResource.KubeSystemDaemonSets));

    /// <summary>Adds a DaemonSet of <c>kube-system</c> or <c>calico-system</c>.</summary>
    public void Add(Workload daemonSet)
    {
        if (Plugin(daemonSet.Name) >= 0
            && (!_best.TryGetValue(daemonSet.Resource, out var best) || Rank(daemonSet).CompareTo(Rank(best)) < 0))
        {
            _best[daemonSet.Resource] = daemonSet;
        }
    }

    /// <summary>Discards the facts of a list that starts again or could not be read completely.</summary>
    public void Discard(ClusterResource list) => _best.Remove(list);

    private static int Plugin(string name)
    {
        // Multus only delegates to another plugin.
        return name.Contains("multus", StringComparison.OrdinalIgnoreCase)
            ? -1
            : Array.FindIndex(Plugins, plugin => name.Contains(plugin, StringComparison.OrdinalIgnoreCase));
    }

    // Within a plugin the shortest name is the agent itself: `cilium`, not `cilium-envoy`; `calico-node`, not `calico-node-windows`.
    private static (int, int, string, ClusterResource) Rank(Workload daemonSet) =>
        (Plugin(daemonSet.Name), daemonSet.Name.Length, daemonSet.Name, daemonSet.Resource);

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
