using Microsoft.Extensions.Logging.Abstractions;
using SecurityResponder.Client.Collecting;
using SecurityResponder.Client.Settings;
using SecurityResponder.Clusters;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>Facts that are read for the advice only, from the API server and from a dump.</summary>
public sealed class AdviceFactTests
{
    [Fact]
    public async Task Node_versions_and_running_images_are_read_from_a_cluster_and_from_its_dump()
    {
        await using var server = await FakeApiServer.StartAsync(Clusters.Full);
        using var folder = new TestFolder();
        var dump = folder.Write("dump.txt", await Kubectl.DumpAsync(server));
        foreach (var cluster in new[] { await CollectAsync(server), await CollectAsync(new() { ClusterDump = dump }) })
        {
            Assert.Equal([new("v1.34.3+rke2r1", 1, 0), new("v1.33.9+rke2r1", 0, 1)], cluster.NodeVersions!.Kubelets);
            Assert.Equal([new("2.1.5-k3s1", 0, 1)], cluster.NodeVersions.Containerds);
            Assert.Equal([new("v1.34.3+rke2r1", 1, 0)], cluster.NodeVersions.KubeletsWithoutContainerd);
            Assert.Equal(
                [
                    "calico kube-system/rke2-canal", "flannel kube-system/rke2-canal",
                    "ingress-nginx kube-system/rke2-ingress-nginx-controller", "coredns kube-system/rke2-coredns-rke2-coredns",
                ],
                cluster.Workloads.Images.Select(image => $"{image.Component} {image.Namespace}/{image.Workload}"));
            Assert.Equal((true, true), (cluster.Workloads.HasAllDaemonSets, cluster.Workloads.HasAllDeployments));
        }
    }

    [Fact]
    public async Task Of_5000_nodes_with_60_versions_each_version_is_counted_right()
    {
        const int Nodes = 5_000, Versions = 60;
        await using var server = await FakeApiServer.StartAsync(new TestCluster
        {
            Nodes = [.. Enumerable.Range(0, Nodes).Select(i => (i < 3 ? TestNode.Server($"node-{i}") : TestNode.Agent($"node-{i}")) with
            {
                KubeletVersion = $"v1.35.{i % Versions}+rke2r1",
                ContainerRuntime = $"containerd://2.1.{i % Versions}-k3s1",
            })],
        });

        var versions = (await CollectAsync(server)).NodeVersions!;

        var expected = Enumerable.Range(0, Nodes).CountBy(i => i % Versions).ToDictionary();
        Assert.Equal(
            expected.Select(pair => ($"v1.35.{pair.Key}+rke2r1", pair.Value)).Order(),
            versions.Kubelets.Select(node => (node.Version, node.Count)).Order());
        Assert.Equal(
            expected.Select(pair => ($"2.1.{pair.Key}-k3s1", pair.Value)).Order(),
            versions.Containerds.Select(node => (node.Version, node.Count)).Order());
        Assert.Equal((3, 0, 0), (versions.Kubelets.Sum(node => node.Servers), versions.OtherKubelets, versions.OtherRuntimes));
        Assert.Equal(10, server.Requests.To("/api/v1/nodes").Count);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task The_HelmChart_says_whether_the_cluster_uses_Prime(string? value, bool expected)
    {
        await using var server = await FakeApiServer.StartAsync(Clusters.Full with { PrimeValue = value });

        Assert.Equal(expected, (await CollectAsync(server)).IsPrime);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_chart_passes_on_wins(bool value)
    {
        await using var server = await FakeApiServer.StartAsync(Clusters.Full with { PrimeValue = value ? "false" : "true" });
        using var folder = new TestFolder();
        var dump = folder.Write("dump.txt", await Kubectl.DumpAsync(server));

        Assert.Equal(value, (await CollectAsync(server, new() { IsPrime = value })).IsPrime);
        Assert.Equal(value, (await CollectAsync(new() { ClusterDump = dump, IsPrime = value })).IsPrime);
    }

    private static Task<Cluster> CollectAsync(FakeApiServer server, ClientOptions? options = null) => CollectAsync(
        (options ?? new()) with { ServiceAccountFolder = server.ServiceAccountFolder() }, server.PodVariables().GetValueOrDefault);

    private static Task<Cluster> CollectAsync(ClientOptions options) => CollectAsync(options, _ => null);

    private static async Task<Cluster> CollectAsync(ClientOptions options, Func<string, string?> environment)
    {
        using var source = ClusterSource.Open(options, environment, null, new NoWaitTime());
        return await new ClusterCollector(source, NullLogger.Instance).CollectAsync(TestContext.Current.CancellationToken);
    }
}
