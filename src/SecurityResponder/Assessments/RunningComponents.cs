using SecurityResponder.Advisories;
using SecurityResponder.Clusters;
using SecurityResponder.Components;

namespace SecurityResponder.Assessments;

/// <summary>Which components a cluster runs. An unknown fact never hides an advisory.</summary>
internal static class RunningComponents
{
    /// <summary>Whether the cluster runs a component that RKE2 installs.</summary>
    public static bool RunsBundled(this Cluster cluster, Component component)
    {
        if (component == Component.Cilium)
        {
            return cluster.Cni is null or { Name: "cilium" };
        }

        if (component == Component.Calico)
        {
            return cluster.Cni is null or { Name: "calico" or "canal" };
        }

        if (component == Component.Flannel)
        {
            return cluster.Cni is null or { Name: "flannel" or "canal" };
        }

        if (component == Component.Multus)
        {
            return !cluster.Workloads.HasAllDaemonSets || cluster.Workloads.Images.Any(image => image.Component == Component.Multus);
        }

        if (component == Component.IngressNginx)
        {
            return Serves(cluster, "rke2-ingress-nginx");
        }

        return component != Component.Traefik || Serves(cluster, "traefik");
    }

    /// <summary>Whether an ingress-nginx that RKE2 did not install serves the cluster: its IngressClass says so, but RKE2's own does not
    /// run.</summary>
    public static bool HasForeignIngressNginx(this Cluster cluster) =>
        cluster.Ingress is { Name: "nginx" or "ingress-nginx" }
        || cluster.Workloads.Images.Any(image => image.Component == Component.IngressNginx && !image.IsBundled);

    /// <summary>Whether the control plane runs elsewhere: there are nodes, but no servers.</summary>
    public static bool HasExternalControlPlane(this Cluster cluster) => cluster.Nodes is { Servers.Count: 0, Agents.Count: > 0 };

    /// <summary>Whether the cluster has nodes with one of the operating systems; always without a limit.</summary>
    public static bool HasSystem(this Cluster? cluster, IReadOnlyList<string> systems) =>
        systems.Count == 0 || cluster is null
        // Every cluster has Linux nodes: RKE2's servers run only there.
        || systems.Contains("linux") || systems.Contains("windows") && cluster.Nodes is null or { HasWindows: true };

    /// <summary>Whether the advisory's conditions for a component hold.</summary>
    public static bool Meets(this Cluster? cluster, Advisory advisory, Component component)
    {
        for (var i = 0; i < advisory.Conditions.Count; i++)
        {
            var condition = advisory.Conditions[i];
            if ((condition.Component is null || condition.Component == component) && !cluster.HasSystem(condition.OperatingSystems))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Serves(Cluster cluster, string ingress) =>
        cluster.Ingress is null || cluster.Ingress.Name == ingress || cluster.SecondIngress?.Name == ingress;
}
