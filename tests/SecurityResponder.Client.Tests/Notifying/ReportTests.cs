using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityResponder.Clusters;
using SecurityResponder.Components;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>The content of the report for clusters with several releases, undecided CVEs and a path, validated with the schema of the
/// chart.</summary>
public sealed class ReportTests
{
    // 1.33 has ended; 1.34 ends before 1.35 is taken.
    private static readonly string Path = FeedText.Answer(
        [
            FeedText.Release("v1.35.2+rke2r1", "v2.2.1-k3s1", """, "releaseDate": "2026-10-25" """),
            FeedText.Release("v1.34.9+rke2r1", "v2.2.1-k3s1", """, "releaseDate": "2026-10-20" """),
            FeedText.Release("v1.33.9+rke2r1", "v2.1.6-k3s1", """, "releaseDate": "2026-08-01" """),
            FeedText.Release("v1.33.5+rke2r1", "v2.1.5-k3s1", """, "go": "1.24.9", "withdrawn": true"""),
            FeedText.Release("v1.33.4+rke2r1", "v2.1.4-k3s1"),
        ],
        [
            FeedText.Flaw("CVE-2026-0001", "2.2.0", "MODERATE", """, "exploited": true, "severity_source": "NVD" """),
            FeedText.Flaw("CVE-2026-0002", "2.1.6", "CRITICAL", """, "required_action": "restart containerd" """),
            FeedText.Flaw("CVE-2026-0003", "2.1.5", ""),
            FeedText.Flaw("CVE-2026-0004", "3.6.1", "HIGH", "", "etcd"),
            FeedText.Flaw("CVE-2026-0005", "1.24.10", "HIGH", "", "stdlib")
                .Replace("\"name\"", "\"ecosystem\": \"Go\", \"name\"", StringComparison.Ordinal),
            FeedText.Flaw("CVE-2026-0006", "1.0.0", "HIGH", "", "left-pad"),
        ],
        """
        , "generated": "2026-11-01T00:00:00Z",
        "support": [ { "minor": "1.33", "endOfLife": "2026-06-28" }, { "minor": "1.34", "endOfLife": "2026-10-27" },
          { "minor": "1.35", "endOfLife": "2027-02-28" } ]
        """);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Cluster Behind = AssessedCluster.With(
        new NodeVersion("v1.33.5+rke2r1", 3, 5), new NodeVersion("v1.33.4+rke2r1", 0, 2)) with
    {
        Version = "v1.33.5+rke2r1",
    };

    [Fact]
    public async Task The_report_gives_the_path_the_nodes_and_what_is_undecided()
    {
        await using var cluster = await AssessedCluster.StartAsync();

        await cluster.NotifyAsync(Behind, Path);

        var status = cluster.Status;
        foreach (var name in (string[])["conditions", "digest", "announced", "upgrades"])
        {
            status.Remove(name);
        }

        Assert.True(JsonNode.DeepEquals(status, JsonNode.Parse(
            """
            {
              "installedVersion": "v1.33.5+rke2r1", "listed": true, "withdrawn": true,
              "support": { "state": "EndOfLife", "endOfLife": "2026-06-28" },
              "published": 2, "concerning": 3, "exploited": 1,
              "severities": { "critical": 1, "high": 0, "medium": 1, "low": 0, "unrated": 1 },
              "undecided": 1, "otherAdvisories": 1,
              "advisories": [
                { "id": "CVE-2026-0001", "exploited": true, "severity": "medium", "severitySource": "NVD",
                  "publishedSince": "2026-07-01",
                  "components": [
                    { "name": "containerd", "version": "v2.1.4-k3s1", "source": "ReleaseList", "release": "v1.33.4+rke2r1", "nodes": 2 },
                    { "name": "containerd", "version": "v2.1.5-k3s1", "source": "ReleaseList", "release": "v1.33.5+rke2r1", "nodes": 8 } ],
                  "nodes": 10, "fixedIn": "v1.34.9+rke2r1", "fixAvailableSince": "2026-10-20", "underInvestigation": false },
                { "id": "CVE-2026-0002", "exploited": false, "severity": "critical", "publishedSince": "2026-07-01",
                  "components": [
                    { "name": "containerd", "version": "v2.1.4-k3s1", "source": "ReleaseList", "release": "v1.33.4+rke2r1", "nodes": 2 },
                    { "name": "containerd", "version": "v2.1.5-k3s1", "source": "ReleaseList", "release": "v1.33.5+rke2r1", "nodes": 8 } ],
                  "nodes": 10, "fixedIn": "v1.33.9+rke2r1", "fixAvailableSince": "2026-08-01",
                  "requiredAction": "restart containerd", "underInvestigation": false },
                { "id": "CVE-2026-0003", "exploited": false, "severity": "unrated", "publishedSince": "2026-07-01",
                  "components": [
                    { "name": "containerd", "version": "v2.1.4-k3s1", "source": "ReleaseList", "release": "v1.33.4+rke2r1", "nodes": 2 } ],
                  "nodes": 2, "fixedIn": "v1.33.9+rke2r1", "fixAvailableSince": "2026-08-01", "underInvestigation": false } ],
              "advisoriesOmitted": 0,
              "undecidedAdvisories": [
                { "id": "CVE-2026-0004", "exploited": false, "severity": "high", "missing": [
                  { "component": "etcd", "fact": "the feed does not list the version of etcd in v1.33.5+rke2r1" } ] } ],
              "undecidedAdvisoriesOmitted": 0,
              "go": { "version": "1.24.9", "advisories": 1,
                "text": "built with Go 1.24.9: 1 published standard-library CVE, reachability unknown" },
              "nodes": [ { "version": "v1.33.4+rke2r1", "servers": 0, "agents": 2 },
                { "version": "v1.33.5+rke2r1", "servers": 3, "agents": 5 } ],
              "recommendation": {
                "version": "v1.35.2+rke2r1", "path": [ "v1.34.9+rke2r1", "v1.35.2+rke2r1" ], "interim": "v1.33.9+rke2r1",
                "nodeStep": { "release": "v1.33.5+rke2r1", "nodes": 2, "oldest": "v1.33.4+rke2r1",
                  "fixes": { "total": 1, "exploited": 0, "critical": 0, "high": 0, "medium": 0, "low": 0, "unrated": 1 } },
                "inRancher": false },
              "oldestFixDays": 115,
              "feedFreshness": "Stale", "feedGenerated": "2026-11-01T00:00:00Z", "lastChecked": "2026-11-24T08:00:00Z"
            }
            """)), status.ToJsonString());
    }

    [Fact]
    public async Task An_upgrade_gives_its_CVEs_by_severity_and_names_the_urgent_ones_that_it_adds()
    {
        var feed = Path.Replace("\"introduced\": \"0\" }, { \"fixed\": \"3.6.1\"", "\"introduced\": \"2.2.0\"", StringComparison.Ordinal)
            .Replace("\"name\": \"etcd\"", "\"name\": \"containerd\"", StringComparison.Ordinal);
        await using var cluster = await AssessedCluster.StartAsync();

        await cluster.NotifyAsync(Behind, feed);

        Assert.True(JsonNode.DeepEquals(cluster.Status["upgrades"]!["target"], JsonNode.Parse(
            """
            {
              "version": "v1.35.2+rke2r1", "endOfLife": "2027-02-28", "endsSoon": false,
              "fixes": { "total": 3, "exploited": 1, "critical": 1, "high": 0, "medium": 1, "low": 0, "unrated": 1 },
              "remains": { "total": 0, "exploited": 0, "critical": 0, "high": 0, "medium": 0, "low": 0, "unrated": 0 },
              "brings": { "total": 1, "exploited": 0, "critical": 0, "high": 1, "medium": 0, "low": 0, "unrated": 0 },
              "bringsUrgent": [ "CVE-2026-0004" ], "undecided": 0, "notes": "https://notes.example/v1.35.2"
            }
            """)), cluster.Status["upgrades"]!["target"]!.ToJsonString());
        Assert.Equal("v1.33.9+rke2r1", cluster.Status["upgrades"]!["patch"]!["version"]!.GetValue<string>());
        Assert.True(cluster.Status["upgrades"]!["nextMinor"]!["endsSoon"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Skew_another_running_version_and_uncovered_components_are_listed()
    {
        var feed = FeedText.Answer(
            [FeedText.Release("v1.34.5+rke2r1").Replace(
                "\"containerd\":", "\"coredns\": \"v1.14.1\", \"containerd\":", StringComparison.Ordinal)],
            [],
            """, "covers": [ { "component": "containerd", "from": "v2.0.0", "to": "v2.1.0" } ]""");
        var facts = AssessedCluster.With(new NodeVersion("v1.34.6+rke2r1", 0, 1), new NodeVersion("v1.34.5+rke2r1", 3, 0)) with
        {
            Workloads = new RunningWorkloads(
                [new RunningImage(Component.CoreDns, "rancher/hardened-coredns:v1.14.9-build20261101", "kube-system", "rke2-coredns")],
                true,
                true),
        };
        await using var cluster = await AssessedCluster.StartAsync();

        await cluster.NotifyAsync(facts, feed);

        Assert.Equal("""[{"version":"v1.34.6+rke2r1","servers":0,"agents":1}]""", Text(cluster.Status["skew"]));
        Assert.Equal(
            """[{"component":"coredns","running":"v1.14.9-build20261101","listed":"v1.14.1"}]""", Text(cluster.Status["deviations"]));
        Assert.Contains("""{"name":"containerd","version":"v2.1.5-k3s1"}""", Text(cluster.Status["notCovered"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_object_stays_below_64_KiB_and_says_how_much_it_leaves_out()
    {
        var longText = new string('\u00e9', 300);
        var flaws = Enumerable.Range(0, 300).Select(i => FeedText.Flaw(
            $"CVE-{new string('9', 52)}-{i:d5}",
            "2.2.0",
            "HIGH",
            $$""", "required_action": "{{longText}}", "workaround": "{{longText}}" """));
        var undecided = Enumerable.Range(0, 300)
            .Select(i => FeedText.Flaw($"CVE-{new string('8', 52)}-{i:d5}", "3.6.1", component: "etcd"));
        NodeVersion[] Versions(string prefix) =>
        [
            .. Enumerable.Range(0, NodeVersions.MaxDistinct)
                .Select(i => new NodeVersion($"{prefix}.{i}-{new string('x', 120)}", i, 1000 + i)),
        ];
        var facts = AssessedCluster.Facts with
        {
            NodeVersions = new NodeVersions { Kubelets = Versions("v1.34"), Containerds = Versions("v2.1"), OtherKubelets = 7 },
        };
        await using var cluster = await AssessedCluster.StartAsync();

        string[] releases = [FeedText.Release("v1.34.9+rke2r1", "v2.2.1"), FeedText.Release("v1.34.5+rke2r1")];
        await cluster.NotifyAsync(facts, FeedText.Answer(releases, [.. flaws, .. undecided]));

        Assert.InRange(cluster.Writes[0].Body.Length, 40 << 10, 64 << 10);
        Assert.Equal(300, Shown(cluster, "advisories") + Omitted(cluster, "advisories"));
        Assert.Equal(300, Shown(cluster, "undecidedAdvisories") + Omitted(cluster, "undecidedAdvisories"));
        Assert.Equal(NodeVersions.MaxDistinct, Shown(cluster, "nodes") + Omitted(cluster, "nodes"));
        Assert.All((string[])["advisories", "undecidedAdvisories", "nodes"], name => Assert.InRange(Shown(cluster, name), 5, 50));
        Assert.Equal(7, cluster.Status["otherNodes"]!.GetValue<int>());
    }

    private static string Text(JsonNode? node) => node!.ToJsonString(Plain);

    private static int Shown(AssessedCluster cluster, string name) => cluster.Status[name]!.AsArray().Count;

    private static int Omitted(AssessedCluster cluster, string name) => cluster.Status[name + "Omitted"]!.GetValue<int>();
}
