using SecurityResponder.Clusters;

namespace SecurityResponder.Advisories;

/// <summary>Whether an affected component matters for a cluster as it is configured. An unknown fact never hides an advisory.</summary>
public static class Applicability
{
    /// <summary>Whether the cluster runs the component on a node with an affected operating system.</summary>
    public static bool Concerns(this AffectedComponent affected, Cluster cluster) =>
        Runs(cluster, affected.Component) && HasSystem(cluster, affected.OperatingSystems);

    private static bool Runs(Cluster cluster, Component component)
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
        // "nginx" is an ingress-nginx that the operator installed. Its version is unknown, so it counts.
        if (component == Component.IngressNginx)
        {
            return Serves(cluster, "rke2-ingress-nginx") || Serves(cluster, "nginx");
        }

        return component != Component.Traefik || Serves(cluster, "traefik");
    }

    private static bool Serves(Cluster cluster, string ingress) =>
        cluster.Ingress is null || cluster.Ingress.Name == ingress || cluster.SecondIngress?.Name == ingress;

    // Every cluster has Linux nodes: RKE2's servers run only there.
    private static bool HasSystem(Cluster cluster, IReadOnlyList<string> systems) =>
        systems.Count == 0 || systems.Contains("linux") || systems.Contains("windows") && cluster.Nodes is null or { HasWindows: true };
}
