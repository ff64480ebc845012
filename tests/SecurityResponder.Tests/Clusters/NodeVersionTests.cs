using SecurityResponder.Clusters;
using static SecurityResponder.Tests.Clusters.Facts;

namespace SecurityResponder.Tests.Clusters;

public sealed class NodeVersionTests
{
    [Fact]
    public void Nodes_are_counted_by_kubelet_and_by_containerd_and_servers_apart()
    {
        var versions = Versions(
            Reporting("v1.35.6+rke2r1", "containerd://2.1.5-k3s1") with { IsServer = true },
            Reporting("v1.35.3+rke2r1", "containerd://2.1.4-k3s1"),
            Reporting("v1.35.6+rke2r1", "containerd://2.1.5-k3s1"),
            Reporting("v1.35.3+rke2r1", "containerd://2.1.5-k3s1"));

        Assert.Equal([new("v1.35.6+rke2r1", 1, 1), new("v1.35.3+rke2r1", 0, 2)], versions.Kubelets);
        Assert.Equal([new("2.1.5-k3s1", 1, 2), new("2.1.4-k3s1", 0, 1)], versions.Containerds);
        Assert.Empty(versions.KubeletsWithoutContainerd);
        Assert.Equal((0, 0, 0), (versions.OtherKubelets, versions.OtherRuntimes, versions.WindowsNodes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("containerd://")]
    [InlineData("docker://28.0.1")]
    [InlineData("cri-o://1.35.0")]
    [InlineData("2.1.5-k3s1")]
    public void Another_runtime_counts_by_the_kubelet(string runtime)
    {
        var versions = Versions(Reporting("v1.35.3+rke2r1", runtime), Reporting("v1.35.3+rke2r1", runtime) with { IsServer = true });

        Assert.Empty(versions.Containerds);
        Assert.Equal([new("v1.35.3+rke2r1", 1, 1)], versions.KubeletsWithoutContainerd);
        Assert.Equal([new("v1.35.3+rke2r1", 1, 1)], versions.Kubelets);
    }

    [Fact]
    public void Windows_nodes_are_counted()
    {
        var windows = Linux() with { System = new("Windows", "Windows Server 2025", "10.0", "amd64") };

        Assert.Equal(2, Versions(windows, Linux(), windows).WindowsNodes);
    }

    [Fact]
    public void Of_5000_nodes_with_60_versions_each_is_counted_right()
    {
        var versions = Cluster(Enumerable.Range(0, 5_000).Select(i =>
            Reporting($"v1.35.{i % 60}+rke2r1", $"containerd://2.1.{i * 7 % 60}") with { IsServer = i % 5 == 0 })).NodeVersions!;

        Assert.Equal((60, 60), (versions.Kubelets.Count, versions.Containerds.Count));
        Assert.Equal((0, 0), (versions.OtherKubelets, versions.OtherRuntimes));
        Assert.All(versions.Kubelets.Index(), kubelet =>
        {
            var nodes = Enumerable.Range(0, 5_000).Where(i => i % 60 == kubelet.Index).ToList();
            var servers = nodes.Count(i => i % 5 == 0);
            Assert.Equal(new($"v1.35.{kubelet.Index}+rke2r1", servers, nodes.Count - servers), kubelet.Item);
        });
        Assert.Equal((1_000, 4_000), (versions.Containerds.Sum(node => node.Servers), versions.Containerds.Sum(node => node.Agents)));
        Assert.Equal(5_000, versions.Containerds.Sum(node => node.Count));
    }

    [Fact]
    public void Beyond_the_largest_number_of_versions_nodes_are_counted_together()
    {
        var nodes = Enumerable.Range(0, NodeVersions.MaxDistinct + 3)
            .Select(i => Reporting($"v1.35.{i}", $"containerd://2.1.{i}")).ToList();
        var versions = Versions([.. nodes, .. nodes]);
        var without = Versions([.. nodes.Select(node => node with { ContainerRuntime = "" })]);

        Assert.Equal((NodeVersions.MaxDistinct, NodeVersions.MaxDistinct), (versions.Kubelets.Count, versions.Containerds.Count));
        Assert.All(versions.Kubelets, kubelet => Assert.Equal(2, kubelet.Count));
        Assert.Equal((6, 6), (versions.OtherKubelets, versions.OtherRuntimes));
        Assert.Equal((NodeVersions.MaxDistinct, 3), (without.KubeletsWithoutContainerd.Count, without.OtherRuntimes));
    }

    [Theory]
    [InlineData(128, 128)]
    [InlineData(129, 0)]
    public void A_text_that_is_too_long_for_a_version_is_not_kept(int length, int kept) =>
        Assert.Equal(kept, Assert.Single(Versions(Reporting(new string('1', length), "")).Kubelets).Version.Length);

    [Fact]
    public void A_list_that_failed_is_unknown_and_one_that_starts_again_counts_from_there()
    {
        var node = Reporting("v1.35.3+rke2r1", "containerd://2.1.5-k3s1");

        Assert.Null(Cluster(node, new ReadFailed(ClusterResource.Nodes, "503")).NodeVersions);
        Assert.Equal([new("v1.35.3+rke2r1", 0, 1)], Versions(node, new ReadRestarted(ClusterResource.Nodes), node).Kubelets);
    }

    private static NodeVersions Versions(params ClusterFact[] nodes) => Cluster(nodes).NodeVersions!;

    private static Node Reporting(string kubelet, string runtime) => Linux() with { KubeletVersion = kubelet, ContainerRuntime = runtime };
}
