using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Pages.Tests;

/// <summary>Ninety days of a fictitious fleet, always the same, for <c>docs/screenshots</c>.</summary>
internal static class Showcase
{
    private const int Clusters = 640;
    private const int Days = 90;

    private static readonly string[] Versions = Shares(
        (22, "v1.35.7+rke2r1"), (12, "v1.35.6+rke2r1"), (20, "v1.34.10+rke2r1"), (14, "v1.34.9+rke2r1"), (9, "v1.34.6+rke2r3"),
        (8, "v1.34.5+rke2r1"), (6, "v1.34.3+rke2r1"), (4, "v1.34.2+rke2r1"), (2, "v1.34.1+rke2r1"), (3, "v1.33.4+rke2r1"));

    private static readonly string[] Plugins = Shares((58, "canal"), (27, "cilium"), (13, "calico"), (2, "flannel"));

    private static readonly string[] Ingresses = Shares((52, "traefik"), (34, "rke2-ingress-nginx"), (9, "none"), (5, "haproxy"));

    private static readonly string[] Systems = Shares(
        (34, "SLE Micro 6.1"), (27, "Ubuntu 24.04.3 LTS"), (17, "Red Hat Enterprise Linux 9.6 (Plow)"),
        (12, "Rocky Linux 9.6 (Blue Onyx)"), (10, "unknown"));

    private static readonly string[] Architectures = Shares((88, "amd64"), (12, "arm64"));

    private static readonly (int Servers, int Agents)[] Sizes =
        [(1, 0), (1, 0), (3, 0), (3, 2), (3, 9), (3, 12), (3, 45), (3, 4), (5, 160), (1, 1)];

    /// <summary>Fills the database of a directory before a responder uses it.</summary>
    public static void Fill(string directory, DateTimeOffset now)
    {
        var random = new Random(7);
        var data = DataDirectory.Open(directory);
        using var database = ReportDatabase.Open(data.Database);
        for (var cluster = 0; cluster < Clusters; cluster++)
        {
            var report = Report(random, cluster);
            var (minutes, since) = (random.Next(480), random.Next(Days + 60));
            database.Insert(Enumerable.Range(0, Math.Min(Days, since)).Where(_ => random.Next(50) > 0)
                .Select(ago => StoredReport.Of(report, null, now.AddDays(-ago).AddMinutes(-minutes), data.Secret)));
        }

        while (ClusterDerivation.DeriveNext(database) > 0) { }
    }

    private static ClusterReport Report(Random random, int cluster)
    {
        var (servers, agents) = Sizes[random.Next(Sizes.Length)];
        var fields = new JsonObject
        {
            ["cni-plugin"] = Any(random, Plugins),
            ["ingress-controller"] = Any(random, Ingresses),
            ["os"] = Any(random, Systems),
            ["arch"] = Any(random, Architectures),
            ["serverNodeCount"] = servers,
            ["agentNodeCount"] = agents,
        };
        var report = new JsonObject
        {
            ["appVersion"] = Any(random, Versions),
            ["extraTagInfo"] = new JsonObject { ["clusteruuid"] = $"cluster {cluster}" },
            ["extraFieldInfo"] = fields,
        };
        return Read(report);
    }

    /// <summary>A report, as the endpoint reads it.</summary>
    public static ClusterReport Read(JsonObject report) => Assert.IsType<ReportReadResult.Readable>(
        ReportReader.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(report.ToJsonString())))).Report;

    private static string Any(Random random, string[] values) => values[random.Next(values.Length)];

    private static string[] Shares(params (int Percent, string Value)[] shares) =>
        [.. shares.SelectMany(share => Enumerable.Repeat(share.Value, share.Percent))];
}
