using SecurityResponder.Clusters;
using static SecurityResponder.Tests.Clusters.Facts;

namespace SecurityResponder.Tests.Clusters;

public sealed class ClusterTests
{
    private static readonly Container Agent =
        new("cluster-register", "rancher/rancher-agent:v2.12.1", "3b9a4d5e-0000-4f0e-9a2b-7d8e5f1c2a43");

    [Fact]
    public void Without_a_version_or_an_id_there_is_no_cluster()
    {
        var version = new ServerVersion("v1.34.5+rke2r1");
        var kubeSystem = new ExistingNamespace(ClusterResource.KubeSystemNamespace, "id");

        Assert.Null(Sum([version]).ToCluster());
        Assert.Null(Sum([kubeSystem]).ToCluster());
        Assert.Null(Sum([new ServerVersion(""), kubeSystem]).ToCluster());
        Assert.Null(Sum([version, new ExistingNamespace(ClusterResource.CattleSystemNamespace, "id")]).ToCluster());
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
    [InlineData(ClusterResource.NvidiaDaemonSets, "nvidia-device-plugin-daemonset", "nvidia-gpu-operator")]
    [InlineData(ClusterResource.NvidiaDaemonSets, "nvidia-driver-daemonset", "nvidia-gpu-operator")]
    [InlineData(ClusterResource.AmdDaemonSets, "default-device-plugin", "amd-gpu-operator")]
    [InlineData(ClusterResource.IntelDaemonSets, "intel-gpu-device-plugin", "intel-device-plugins")]
    [InlineData(ClusterResource.NvidiaDaemonSets, "gpu-feature-discovery", null)]
    [InlineData(ClusterResource.KubeSystemDaemonSets, "nvidia-device-plugin", null)]
    public void A_GPU_operator_is_known_by_its_namespace_and_its_device_plugin_or_driver(
        ClusterResource list, string daemonSet, string? name) =>
        Assert.Equal(name, Cluster(Workload(list, daemonSet)).GpuOperator?.Name);

    [Fact]
    public void The_version_is_that_of_the_operator_where_a_pod_of_it_says_so()
    {
        Workload Plugin(params Container[] first) =>
            new(ClusterResource.NvidiaDaemonSets, "nvidia-device-plugin-daemonset",
                [new("plugin", "nvcr.io/nvidia/k8s-device-plugin:v0.17.4")], first);

        Assert.Equal("v25.3.3", Cluster(
            Plugin(new Container("validation", "nvcr.io/nvidia/cloud-native/gpu-operator-validator:v25.3.3"))).GpuOperator?.Version);
        Assert.Equal("v0.17.4", Cluster(Plugin()).GpuOperator?.Version);
    }

    [Fact]
    public void Of_several_operators_one_is_reported_whatever_the_order()
    {
        ClusterFact[] found = [Workload(ClusterResource.IntelDaemonSets, "intel-gpu-device-plugin"),
            Workload(ClusterResource.NvidiaDaemonSets, "nvidia-driver")];

        Assert.Equal("nvidia-gpu-operator", Cluster(found).GpuOperator?.Name);
        Assert.Equal("nvidia-gpu-operator", Cluster(Enumerable.Reverse(found)).GpuOperator?.Name);
    }

    [Fact]
    public void Half_a_list_shows_no_operator() => Assert.Null(
        Cluster(Workload(ClusterResource.NvidiaDaemonSets, "nvidia-driver"),
            new ReadFailed(ClusterResource.NvidiaDaemonSets, "broke off")).GpuOperator);

    [Fact]
    public void Rancher_manages_a_cluster_that_has_its_namespace()
    {
        Assert.True(Cluster(new ExistingNamespace(ClusterResource.CattleSystemNamespace, "any")).IsRancherManaged);
        Assert.False(Cluster(new ReadAbsent(ClusterResource.CattleSystemNamespace)).IsRancherManaged);
        Assert.Null(Cluster(new ReadFailed(ClusterResource.CattleSystemNamespace, "403 Forbidden")).IsRancherManaged);
    }

    [Fact]
    public void The_first_container_of_the_agent_tells_of_Rancher()
    {
        var cluster = Cluster(
            new Workload(ClusterResource.RancherAgent, "cattle-cluster-agent", [Agent, new("second", "x/y:v9", "other")], []));

        Assert.Equal(("v2.12.1", "3b9a4d5e-0000-4f0e-9a2b-7d8e5f1c2a43"), (cluster.RancherVersion, cluster.RancherInstallId));
    }

    [Fact]
    public void An_agent_that_does_not_say_leaves_both_unknown()
    {
        var cluster = Cluster(
            new Workload(ClusterResource.RancherAgent, "cattle-cluster-agent", [new("a", "registry:5000/rancher/rancher-agent")], []));

        Assert.Equal((null, null), (cluster.RancherVersion, cluster.RancherInstallId));
        Assert.Equal((null, null), (Cluster().RancherVersion, Cluster().RancherInstallId));
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
