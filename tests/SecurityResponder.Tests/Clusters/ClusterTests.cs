using SecurityResponder.Clusters;
using static SecurityResponder.Tests.Clusters.Facts;

namespace SecurityResponder.Tests.Clusters;

public sealed class ClusterTests
{
    [Fact]
    public void Without_a_version_or_an_id_there_is_no_cluster()
    {
        var version = new ServerVersion("v1.34.5+rke2r1");
        var kubeSystem = new KubeSystemNamespace("id");

        Assert.Null(Sum([version]).ToCluster());
        Assert.Null(Sum([kubeSystem]).ToCluster());
        Assert.Null(Sum([new ServerVersion(""), kubeSystem]).ToCluster());
        Assert.Equal(
            ("v1.34.5+rke2r1", "id"), Sum([version, kubeSystem]).ToCluster() is { } cluster ? (cluster.Version, cluster.Id) : default);
    }

    [Fact]
    public void A_cluster_without_nodes_has_none_and_a_cluster_whose_nodes_were_not_read_has_an_unknown_number()
    {
        Assert.Equal(
            (0, 0, 0), Cluster().Nodes is { } none ? (none.Servers.Count, none.Agents.Count, none.GpuNodes) : default((int, int, int)?));
        Assert.Null(Cluster(new ReadFailed(ClusterResource.Nodes, "403 Forbidden")).Nodes);
    }

    [Theory]
    [InlineData("IPv4", IpFamilies.Ipv4Only)]
    [InlineData("IPv6", IpFamilies.Ipv6Only)]
    [InlineData("IPv4,IPv6", IpFamilies.DualStack)]
    [InlineData("IPv6,IPv4", IpFamilies.DualStack)]
    [InlineData("", null)]
    [InlineData("ipv9", null)]
    public void The_stack_is_that_of_the_Service(string families, IpFamilies? expected) =>
        Assert.Equal(expected, Cluster(new KubernetesService(families.Split(','))).IpFamilies);

    [Theory]
    [InlineData("yes,yes", IpFamilies.DualStack)]
    [InlineData("yes,no", IpFamilies.Ipv4Only)]
    [InlineData("no,yes", IpFamilies.Ipv4Only)]
    public void It_is_dual_when_every_node_has_networks_of_both(string nodes, IpFamilies expected)
    {
        ClusterFact[] service = [new KubernetesService(["IPv4"])];

        Assert.Equal(
            expected, Cluster(service.Concat(nodes.Split(',').Select(dual => Linux() with { IsDualStack = dual == "yes" }))).IpFamilies);
    }

    [Fact]
    public void Nodes_that_failed_say_nothing_of_the_stack() =>
        Assert.Null(Cluster(Linux() with { IsDualStack = true }, new ReadFailed(ClusterResource.Nodes, "503")).IpFamilies);
}
