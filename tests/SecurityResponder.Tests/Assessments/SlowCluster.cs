using System.Text.Json;
using SecurityResponder.Clusters;
using SecurityResponder.Components;

namespace SecurityResponder.Tests.Assessments;

/// <summary>A cluster half of whose nodes run another release and another containerd, and whose CoreDNS is pinned, with the versions that
/// count by component.</summary>
/// <param name="Facts">What the client collected.</param>
/// <param name="Versions">The versions that count.</param>
internal sealed record SlowCluster(Cluster Facts, IReadOnlyDictionary<string, string[]> Versions)
{
    private const string OtherContainerd = "1.7.27-k3s1";
    private const string PinnedCoreDns = "v1.11.1-build20250101";

    public static SlowCluster Of(JsonElement release, JsonElement older, string cni, string ingress, bool windows)
    {
        var (name, other) = (release.GetProperty("name").GetString()!, older.GetProperty("name").GetString()!);
        var versions = new Dictionary<string, string[]>
        {
            ["rke2"] = [name],
            ["kubernetes"] = [name, other],
            ["etcd"] = [Listed(release, "etcd")!],
            ["runc"] = [Listed(release, "runc")!, Listed(older, "runc")!],
            ["containerd"] = [Listed(release, "containerd")!, OtherContainerd],
            ["coredns"] = [PinnedCoreDns],
        };
        foreach (var (component, key) in Plugins(cni, ingress))
        {
            versions[component] = Listed(release, key) is { } version ? [version] : [];
        }

        return new SlowCluster(FactsOf(name, other, Listed(release, "containerd")!, cni, ingress, windows), versions);
    }

    private static Cluster FactsOf(string name, string other, string containerd, string cni, string ingress, bool windows) =>
        Given.Cluster(name, cni, ingress, windows) with
        {
            NodeVersions = new NodeVersions
            {
                Kubelets = [new NodeVersion(name, 3, 1), new NodeVersion(other, 0, 4)],
                Containerds = [new NodeVersion(containerd.TrimStart('v'), 3, 1), new NodeVersion(OtherContainerd, 0, 4)],
            },
            Workloads = new RunningWorkloads(
                [new RunningImage(Component.CoreDns, "registry.example/rancher/hardened-coredns:" + PinnedCoreDns, "kube-system",
                    "rke2-coredns")],
                true,
                true),
        };

    private static IEnumerable<(string Component, string Key)> Plugins(string cni, string ingress)
    {
        if (cni is "calico" or "cilium")
        {
            yield return (cni, cni);
        }

        if (cni == "canal")
        {
            yield return ("calico", "canal-calico");
        }

        if (cni is "canal" or "flannel")
        {
            yield return ("flannel", "canal-flannel");
        }

        if (ingress != "none")
        {
            yield return ingress == "traefik" ? ("traefik", "traefik") : ("ingress-nginx", "ingress-nginx");
        }
    }

    private static string? Listed(JsonElement release, string key) =>
        release.GetProperty("components").TryGetProperty(key, out var version) ? version.GetString() : null;
}
