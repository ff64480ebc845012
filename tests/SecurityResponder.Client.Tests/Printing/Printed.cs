using System.Text;
using SecurityResponder.Client.Printing;
using SecurityResponder.Client.Settings;
using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Feeds;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Tests.Printing;

/// <summary>Results with every kind of fact, and their texts.</summary>
internal static class Printed
{
    private const string Image = "registry.example:5000/mirror/rancher/hardened-coredns:v1.12.1-prime1";

    /// <summary>The time of the run.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A cluster with an unfinished upgrade, out of support, that has to go through three releases.</summary>
    public static Cluster Cluster { get; } = new()
    {
        Version = "v1.33.1+rke2r1",
        Id = "53741f60-f208-48fc-ae81-8a969510a598",
        Cni = new Software("canal", null),
        Ingress = new Software("traefik", null),
        Nodes = new NodeSummary
        {
            Servers = new NodeGroup(3, 1, 1),
            Agents = new NodeGroup(10, 1, 1),
            IsConsistent = false,
            HasWindows = true,
            GpuNodes = 0,
        },
        NodeVersions = new NodeVersions
        {
            Kubelets =
            [
                new NodeVersion("v1.33.1+rke2r1", 3, 6), new NodeVersion("v1.32.9+rke2r1", 0, 3), new NodeVersion("v1.33.9+rke2r1", 0, 1),
            ],
            Containerds = [new NodeVersion("2.1.4-k3s1", 3, 6), new NodeVersion("2.0.5-k3s1", 0, 3), new NodeVersion("2.1.5-k3s1", 0, 1)],
            WindowsNodes = 1,
        },
        Workloads = new RunningWorkloads(
            [new RunningImage(Component.CoreDns, Image, "kube-system", "dns")],
            true,
            true),
    };

    /// <summary>The feed.</summary>
    public static Feed Feed { get; } = Read(FeedText.All);

    /// <summary>The result for the cluster.</summary>
    public static Result ClusterResult { get; } = Of(Cluster, Feed);

    /// <summary>The result for one release.</summary>
    public static Result ReleaseResult { get; } = Release(new ReleaseOptions { Release = Version("v1.35.7+rke2r1"), Cni = "cilium" });

    /// <summary>The comparison of two releases.</summary>
    public static Result Comparison { get; } =
        Release(new ReleaseOptions { Compared = new ReleasePair(Version("v1.33.1+rke2r1"), Version("v1.35.7+rke2r1")) });

    /// <summary>The result for a cluster by a feed.</summary>
    public static Result Of(Cluster cluster, Feed feed) => Result.Of(cluster, feed, new ReleaseOptions(), Now);

    /// <summary>The feed in a JSON document.</summary>
    public static Feed Read(string json) =>
        Feed.FromAnswer(Assert.IsType<AnswerReadResult.Readable>(AnswerReader.Read(Encoding.UTF8.GetBytes(json))).Answer);

    /// <summary>The text of a result in a format.</summary>
    public static string Text(Result result, OutputFormat format, int columns = 80, bool hasColor = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new ResultPrinter(output, new Terminal(true, columns, hasColor)).Print(result, format);
        return output.ToString();
    }

    private static ReleaseVersion Version(string text) => ReleaseVersion.TryParse(text)!;

    private static Result Release(ReleaseOptions options) =>
        Result.Of(Client.Collecting.ReleaseCluster.Of(options), Feed, options, Now);
}
