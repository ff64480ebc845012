using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Tests.Answers;

/// <summary>A random feed of seven minors, and random clusters that run its releases.</summary>
/// <param name="seed">The same seed gives the same world.</param>
internal sealed class RandomWorld(int seed)
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private const int FirstMinor = 30;
    private const int Minors = 7;
    private const int Patches = 3;

    // Name of the component, module path, and the suffix of RKE2's builds.
    private static readonly (string Name, string Module, string Suffix)[] Parts =
    [
        ("runc", "github.com/opencontainers/runc", ""),
        ("containerd", "github.com/containerd/containerd/v2", "-k3s1"),
        ("etcd", "go.etcd.io/etcd/server/v3", "-k3s1"),
        ("coredns", "github.com/coredns/coredns", ""),
        ("traefik", "github.com/traefik/traefik/v2", ""),
        ("ingress-nginx", "k8s.io/ingress-nginx", "-hardened2"),
        ("calico", "github.com/projectcalico/calico", ""),
        ("cilium", "github.com/cilium/cilium", ""),
    ];

    private readonly Random _random = new(seed);

    /// <summary>The feed as a responder reads it.</summary>
    public FeedDocument Feed() => Assert.IsType<FeedReadResult.Readable>(
        FeedDocument.Read("test", Encoding.UTF8.GetBytes(Document().ToJsonString()))).Document;

    /// <summary>A cluster on a release of the feed. Its nodes lag up to three minors behind, its images are those of the releases that the
    /// answer covers.</summary>
    public Cluster Cluster(FeedDocument feed)
    {
        var releases = feed.Feed.Releases;
        var release = releases[_random.Next(releases.Count)];
        var minor = release.Version.Minor.Minor;
        var nodes = releases.Where(one => one.Version <= release.Version && one.Version.Minor.Minor >= minor - 3).ToList();
        var near = releases.Where(one => Math.Abs(one.Version.Minor.Minor - minor) <= 1).ToList();
        var kubelets = Some(nodes).Append(release).Distinct().ToList();
        return new Cluster
        {
            Version = release.Version.ToString(),
            Id = "",
            Cni = Any<Software?>(null, new Software("canal", null), new Software("calico", null), new Software("cilium", null)),
            Ingress = Any<Software?>(null, Software.None, new Software("traefik", null), new Software("rke2-ingress-nginx", null)),
            IsPrime = Any<bool?>(null, false, true),
            NodeVersions = Chance(20) ? null : new NodeVersions
            {
                Kubelets = [.. kubelets.Select(kubelet => new NodeVersion(kubelet.Version.ToString(), 1, 2))],
                Containerds = [.. kubelets.Where(Lists("containerd")).Select(kubelet => kubelet.Components["containerd"]).Distinct()
                    .Select(version => new NodeVersion(version, 1, 2))],
                KubeletsWithoutContainerd = [.. kubelets.Where(kubelet => !Lists("containerd")(kubelet))
                    .Select(kubelet => new NodeVersion(kubelet.Version.ToString(), 1, 2))],
            },
            Workloads = new RunningWorkloads(
                [.. Image(near, Component.CoreDns, "hardened-coredns"), .. Image(near, Component.Traefik, "mirrored-library-traefik"),
                    .. Image(near, Component.Calico, "hardened-calico")],
                Chance(50), Chance(50)),
        };
    }

    private IEnumerable<RunningImage> Image(List<Release> near, Component component, string name) =>
        Some(near).Where(Lists(component.Name)).Take(1)
            .Select(one => new RunningImage(component, $"rancher/{name}:{one.Components[component.Name]}", "kube-system", name));

    private static Func<Release, bool> Lists(string component) => release => release.Components.ContainsKey(component);

    private JsonObject Document() => new()
    {
        ["generated"] = "2026-11-24T06:00:00Z",
        ["support"] = Array(Enumerable.Range(FirstMinor, Minors).Where(_ => !Chance(15)).Select(Support)),
        ["versions"] = Array(Enumerable.Range(0, Minors * Patches).Where(_ => !Chance(15))
            .Select(number => Release(number / Patches, number % Patches))),
        ["advisories"] = Array(Enumerable.Range(1, 40).Select(Advisory)),
    };

    private static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);

    private JsonObject Support(int minor)
    {
        var last = Now.AddDays((120 * (minor - FirstMinor - 4)) + _random.Next(200));
        return new JsonObject { ["minor"] = $"1.{minor}", ["endOfLife"] = last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
    }

    private JsonObject Release(int minor, int patch) => new JsonObject
    {
        ["name"] = $"v1.{FirstMinor + minor}.{patch}{Any("", "", "", "-rc1")}+rke2r{Any(1, 2)}",
        ["releaseDate"] = Now.AddDays((minor * 90) + (patch * 20) - 700).ToString("O", CultureInfo.InvariantCulture),
        ["minUpgradableVersion"] = Chance(10) ? $"v1.{FirstMinor + minor - 1}.1" : "",
        ["withdrawn"] = Chance(10),
        ["prime"] = Chance(10),
        ["go"] = Chance(80) ? $"1.{20 + minor}.{patch}" : null,
        ["components"] = WithVersions(minor, patch),
    };

    private JsonObject WithVersions(int minor, int patch)
    {
        var versions = new JsonObject();
        foreach (var (name, _, suffix) in Parts.Where(_ => !Chance(2)))
        {
            versions[name] = $"v2.{Math.Max(0, minor + Any(-1, 0, 0, 1))}.{patch}{suffix}";
        }

        return versions;
    }

    private JsonObject Advisory(int number)
    {
        var affected = Array(Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Affected()));
        return new JsonObject
        {
            ["id"] = $"GO-2026-{number}",
            ["aliases"] = new JsonArray($"CVE-2026-{_random.Next(1, 30)}"),
            ["withdrawn"] = Chance(5) ? "2026-01-01T00:00:00Z" : null,
            ["affected"] = affected,
            ["database_specific"] = new JsonObject
            {
                ["severity"] = Any("CRITICAL", "HIGH", "MEDIUM", null),
                ["exploited"] = Chance(10),
                ["vex"] = Chance(10) ? new JsonArray(new JsonObject { ["component"] = "coredns", ["status"] = "not_affected" }) : null,
            },
        };
    }

    private JsonObject Affected()
    {
        var (name, module, _) = Parts[_random.Next(Parts.Length)];
        var entry = Chance(10)
            ? new JsonObject { ["package"] = new JsonObject { ["ecosystem"] = "Go", ["name"] = "stdlib" } }
            : Chance(20)
                ? new JsonObject { ["package"] = new JsonObject { ["name"] = "kubernetes" } }
                : new JsonObject { ["package"] = new JsonObject { ["ecosystem"] = "Go", ["name"] = module } };
        var major = entry["package"]!["name"]!.GetValue<string>() is "kubernetes" or "stdlib" ? 1 : 2;
        if (Chance(30))
        {
            entry["versions"] = new JsonArray(Version(major), Version(major));
        }
        else if (!Chance(5))
        {
            entry["ranges"] = new JsonArray(new JsonObject
            {
                ["type"] = "SEMVER",
                ["events"] = new JsonArray(
                    new JsonObject { ["introduced"] = Chance(40) ? "0" : Version(major) },
                    Any(new JsonObject { ["fixed"] = Version(major) }, new JsonObject { ["last_affected"] = Version(major) })),
            });
        }

        return entry;
    }

    private string Version(int major) =>
        $"{major}.{_random.Next(Minors) + (major == 1 ? FirstMinor : 0)}.{_random.Next(Patches)}";

    private List<T> Some<T>(IReadOnlyList<T> items) => [.. items.Where(_ => Chance(30))];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Any<T>(params T[] values) => values[_random.Next(values.Length)];
}
