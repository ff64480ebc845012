using System.Text.Json;
using System.Text.RegularExpressions;
using NuGet.Versioning;

namespace SecurityResponder.Tests.Assessments;

/// <summary>The evaluation algorithm of https://ossf.github.io/osv-schema/#evaluation, step by step over raw JSON. Shares no code with the
/// product.</summary>
internal static partial class SlowOsv
{
    /// <summary>The ids of the vulnerabilities that affect a cluster: CVE ids where there is one.</summary>
    public static IEnumerable<string> Affecting(IReadOnlyList<IReadOnlyList<JsonElement>> groups, SlowCluster cluster)
    {
        foreach (var group in groups)
        {
            var ids = group.SelectMany(Ids).ToList();
            if (group.Any(entry => Affects(entry, cluster)))
            {
                yield return ids.Find(id => id.StartsWith("CVE-", StringComparison.Ordinal)) ?? ids[0];
            }
        }
    }

    private static bool Affects(JsonElement entry, SlowCluster cluster) => entry.GetProperty("affected").EnumerateArray().Any(affected =>
    {
        var module = affected.GetProperty("package").GetProperty("name").GetString()!;
        return (cluster.Facts.Nodes!.HasWindows || !IsWindowsOnly(affected))
            && Key(module) is { } key
            && cluster.Versions.GetValueOrDefault(key, []).Any(text => IsAffected(Upstream(text), affected, entry));
    });

    /// <summary>Entries that share an id, also through a third one, describe one vulnerability.</summary>
    public static IReadOnlyList<IReadOnlyList<JsonElement>> Groups(IReadOnlyList<JsonElement> entries)
    {
        var groups = new List<List<JsonElement>>();
        foreach (var entry in entries.Where(entry => !entry.TryGetProperty("withdrawn", out _)))
        {
            var same = groups.FindAll(group => group.SelectMany(Ids).Intersect(Ids(entry)).Any());
            groups.RemoveAll(same.Contains);
            groups.Add([.. same.SelectMany(group => group), entry]);
        }

        return groups;
    }

    private static IEnumerable<string> Ids(JsonElement entry) => entry.TryGetProperty("aliases", out var aliases)
        ? aliases.EnumerateArray().Select(alias => alias.GetString()!).Prepend(entry.GetProperty("id").GetString()!)
        : [entry.GetProperty("id").GetString()!];

    // isVulnerable: in a range. Ranges of the module without a suffix hold for every major that has no entry of its own; where majors are
    // modules of their own, for v0 and v1 only, unless they name a higher one.
    private static bool IsAffected(SemanticVersion version, JsonElement affected, JsonElement entry)
    {
        var module = affected.GetProperty("package").GetProperty("name").GetString()!;
        var ranges = Ranges(affected);
        if (MajorSuffix().Match(module) is { Success: true } suffix)
        {
            if (version.Major != int.Parse(suffix.Groups[1].Value))
            {
                return false;
            }
        }
        else if (version.Major >= 2)
        {
            var namesHigher = ranges.SelectMany(Events).Any(e => e.Version.Major >= 2);
            var siblings = entry.GetProperty("affected").EnumerateArray()
                .Select(other => other.GetProperty("package").GetProperty("name").GetString()!);
            var hasVersionedModules = module.Split('/')[^1] is "containerd" or "traefik";
            if ((hasVersionedModules && !namesHigher) || siblings.Any(other => other == $"{module}/v{version.Major}"))
            {
                return false;
            }
        }
        return ranges.Any(range => IsInRange(version, range));
    }

    private static bool IsInRange(SemanticVersion version, JsonElement range)
    {
        var limits = Events(range).Where(e => e.Kind == "limit").ToList();
        if (limits.Count > 0 && limits.TrueForAll(limit => version >= limit.Version))
        {
            return false;
        }

        var vulnerable = false;
        foreach (var (kind, at) in Events(range).OrderBy(e => e.Version, VersionComparer.VersionRelease))
        {
            if (kind == "introduced" && version >= at)
            {
                vulnerable = true;
            }

            if (kind == "fixed" && version >= at)
            {
                vulnerable = false;
            }

            if (kind == "last_affected" && version > at)
            {
                vulnerable = false;
            }
        }
        return vulnerable;
    }

    private static List<JsonElement> Ranges(JsonElement affected)
    {
        var plain = affected.GetProperty("ranges").EnumerateArray().Where(range => !NamesCommits(range)).ToList();
        if (!affected.TryGetProperty("ecosystem_specific", out var specific) || !specific.TryGetProperty("custom_ranges", out var custom))
        {
            return plain;
        }

        return [.. plain.Where(range => !SaysOnlyEverything(range)), .. custom.EnumerateArray()];
    }

    private static bool NamesCommits(JsonElement range) => CommitVersion().IsMatch(range.GetRawText());

    private static bool SaysOnlyEverything(JsonElement range) => range.GetProperty("events").EnumerateArray()
        .SelectMany(e => e.EnumerateObject()).All(e => e.Name == "introduced" && e.Value.GetString() == "0");

    private static IEnumerable<(string Kind, SemanticVersion Version)> Events(JsonElement range) =>
        range.GetProperty("events").EnumerateArray()
        .SelectMany(e => e.EnumerateObject()).Select(
            e => (e.Name, e.Value.GetString() == "0" ? SemanticVersion.Parse("0.0.0-0") : SemanticVersion.Parse(e.Value.GetString()!)));

    private static bool IsWindowsOnly(JsonElement affected) =>
        affected.TryGetProperty("ecosystem_specific", out var specific) && specific.TryGetProperty("imports", out var imports)
        && imports.EnumerateArray()
            .All(import => import.TryGetProperty("goos", out var goos) && goos.EnumerateArray().All(os => os.GetString() == "windows"));

    // The 56 releases bundle no unfinished versions, so every suffix is a vendor's.
    private static SemanticVersion Upstream(string text) => SemanticVersion.Parse(text.TrimStart('v').Split('-', '+')[0]);

    private static string? Key(string module) => MajorSuffix().Replace(module, "") switch
    {
        "github.com/rancher/rke2" => "rke2",
        "k8s.io/kubernetes" or "k8s.io/apiserver" or "k8s.io/kubelet" or "k8s.io/kubectl" or "k8s.io/kube-proxy"
            or "k8s.io/controller-manager" => "kubernetes",
        "go.etcd.io/etcd" or "go.etcd.io/etcd/server" or "go.etcd.io/etcd/client/pkg" => "etcd",
        "github.com/containerd/containerd" => "containerd",
        "github.com/opencontainers/runc" => "runc",
        "github.com/coredns/coredns" => "coredns",
        "k8s.io/ingress-nginx" => "ingress-nginx",
        "github.com/traefik/traefik" or "github.com/containous/traefik" => "traefik",
        "github.com/projectcalico/calico" => "calico",
        "github.com/cilium/cilium" => "cilium",
        "github.com/flannel-io/flannel" => "flannel",
        _ => null,
    };

    [GeneratedRegex("/v([0-9]+)$")]
    private static partial Regex MajorSuffix();

    [GeneratedRegex("[-.][0-9]{14}-[0-9a-f]{12}\"")]
    private static partial Regex CommitVersion();
}
