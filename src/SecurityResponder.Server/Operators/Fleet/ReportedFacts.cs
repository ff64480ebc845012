using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The values of a report that an assessment uses. What is not reported is unknown, not absent: it rules out no
/// advisory.</summary>
/// <param name="Version">The installed version; empty when not reported.</param>
/// <param name="Cni">The network plugin; null when not reported.</param>
/// <param name="Ingress">The ingress controller; null when not reported.</param>
/// <param name="IsRancherManaged">Whether Rancher manages the cluster; null when not reported.</param>
/// <param name="RancherRole">Rancher's role; null when not reported.</param>
/// <param name="IsPrime">Whether the cluster uses RKE2 Prime; null when not reported.</param>
internal sealed record ReportedFacts(
    string Version, Software? Cni, Software? Ingress, bool? IsRancherManaged, RancherRole? RancherRole, bool? IsPrime)
{
    /// <summary>Reads the columns of a report.</summary>
    /// <param name="values">The values by column.</param>
    public static ReportedFacts Of(IReadOnlyDictionary<string, object?> values) => new(
        Text(values, "app_version") ?? "",
        Program(values, "cni_plugin", "cni_version"),
        Program(values, "ingress_controller", "ingress_version"),
        Truth(values, "rancher_managed"),
        Text(values, "rancher_role") switch
        {
            "server" => Clusters.RancherRole.Server,
            "downstream" => Clusters.RancherRole.Downstream,
            "none" => Clusters.RancherRole.None,
            _ => null,
        },
        Truth(values, "rancher_prime"));

    /// <summary>The cluster as the rules see it.</summary>
    /// <param name="feed">The releases: a version that differs from the release's list is that of an image that runs.</param>
    public Cluster AsCluster(Feed feed)
    {
        var release = ReleaseVersion.TryParse(Version) is { } version ? feed.Find(version) : null;
        return new Cluster
        {
            Version = Version,
            Id = "",
            Cni = Cni,
            Ingress = Ingress,
            IsRancherManaged = IsRancherManaged,
            RancherRole = RancherRole,
            IsPrime = IsPrime,
            Workloads = new RunningWorkloads([.. Deviating(Cni, release), .. Deviating(Ingress, release)], false, false),
        };
    }

    private static IEnumerable<RunningImage> Deviating(Software? software, Release? release)
    {
        // Canal's version is that of its Calico.
        var component = software?.Name switch
        {
            "canal" or "calico" => Component.Calico,
            "cilium" => Component.Cilium,
            "flannel" => Component.Flannel,
            "traefik" => Component.Traefik,
            "rke2-ingress-nginx" => Component.IngressNginx,
            _ => null,
        };
        if (component is null || ComponentVersion.TryParse(software?.Version) is not { } running)
        {
            yield break;
        }

        var listed = release?.Components.GetValueOrDefault(software!.Name == "canal" ? "canal-calico" : component.Name);
        if (!running.Equals(ComponentVersion.TryParse(listed)))
        {
            // The image's name is not reported, so no VEX statement about an image applies.
            yield return new RunningImage(component, $"{component.Name}:{running}", "kube-system", software!.Name);
        }
    }

    private static Software? Program(IReadOnlyDictionary<string, object?> values, string name, string version) =>
        Text(values, name) is { } software ? new Software(software, Text(values, version)) : null;

    private static string? Text(IReadOnlyDictionary<string, object?> values, string column) => values.GetValueOrDefault(column) as string;

    private static bool? Truth(IReadOnlyDictionary<string, object?> values, string column) => values.GetValueOrDefault(column) as bool?;
}
