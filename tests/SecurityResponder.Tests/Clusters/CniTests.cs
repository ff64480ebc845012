using SecurityResponder.Clusters;

namespace SecurityResponder.Tests.Clusters;

public sealed class CniTests
{
    [Theory]
    [InlineData("rke2-canal", "canal")]
    [InlineData("cilium", "cilium")]
    [InlineData("calico-node", "calico")]
    [InlineData("kube-flannel-ds", "flannel")]
    [InlineData("weave-net", "weave")]
    [InlineData("kube-ovn-cni", "kube-ovn")]
    [InlineData("antrea-agent", "antrea")]
    [InlineData("kube-router", "kube-router")]
    [InlineData("RKE2-Canal", "canal")]
    public void A_plugin_is_known_by_the_name_of_its_daemon_set(string name, string plugin) =>
        Assert.Equal(plugin, Facts.Cluster(Facts.DaemonSet(name)).Cni?.Name);

    [Theory]
    [InlineData("rke2-multus")]
    [InlineData("kube-multus-ds-calico")]
    [InlineData("kube-proxy")]
    [InlineData("svclb-calico-apiserver")]
    public void A_meta_plugin_and_others_are_never_the_answer(string name) => Assert.Null(Facts.Cluster(Facts.DaemonSet(name)).Cni);

    [Theory]
    [InlineData("kube-router,antrea-agent", "antrea")]
    [InlineData("antrea-agent,kube-ovn-cni", "kube-ovn")]
    [InlineData("kube-ovn-cni,weave-net", "weave")]
    [InlineData("weave-net,kube-flannel", "flannel")]
    [InlineData("kube-flannel,calico-node", "calico")]
    [InlineData("calico-node,cilium", "cilium")]
    [InlineData("cilium,rke2-canal", "canal")]
    [InlineData("rke2-multus,cilium", "cilium")]
    public void The_first_in_a_fixed_order_wins_whatever_the_order_of_the_list(string names, string plugin)
    {
        var found = names.Split(',').Select(name => Facts.DaemonSet(name)).ToList();

        Assert.Equal(plugin, Facts.Cluster(found).Cni?.Name);
        Assert.Equal(plugin, Facts.Cluster(Enumerable.Reverse(found)).Cni?.Name);
    }

    [Theory]
    [InlineData("cilium-envoy", "cilium")]
    [InlineData("calico-node-windows", "calico-node")]
    [InlineData("kube-ovn-pinger", "kube-ovn-cni")]
    public void The_version_is_that_of_the_agent_and_not_of_what_runs_beside_it(string other, string agent)
    {
        ClusterFact[] found = [Facts.DaemonSet(other, "rancher/y:v9"), Facts.DaemonSet(agent, "rancher/x:v1.2.3")];

        Assert.Equal("v1.2.3", Facts.Cluster(found).Cni?.Version);
        Assert.Equal("v1.2.3", Facts.Cluster(Enumerable.Reverse(found)).Cni?.Version);
    }

    [Fact]
    public void The_version_of_canal_is_that_of_its_calico_container()
    {
        var canal = Facts.DaemonSet("rke2-canal") with
        {
            Containers =
            [
                new("kube-flannel", "rancher/hardened-flannel:v0.27.0"), new("calico-node", "rancher/hardened-calico:v3.30.3-build1"),
            ],
        };

        Assert.Equal(new Software("canal", "v3.30.3-build1"), Facts.Cluster(canal).Cni);
    }

    [Theory]
    [InlineData("cilium", "cilium-agent", "rancher/mirrored-cilium-cilium:v1.2.3")]
    [InlineData("antrea-agent", "antrea-agent", "antrea/agent-ubuntu:v1.2.3")]
    [InlineData("kube-ovn-cni", "cni-server", "kubeovn/kube-ovn:v1.2.3")]
    public void The_version_is_that_of_the_main_container_and_not_of_a_sidecar(string daemonSet, string container, string image)
    {
        var workload = Facts.DaemonSet(daemonSet) with { Containers = [new("mesh", "example/mesh:v9"), new(container, image)] };

        Assert.Equal("v1.2.3", Facts.Cluster(workload).Cni?.Version);
    }

    [Theory]
    [InlineData("calico-system", "calico-node", "calico")]
    [InlineData("kube-flannel", "kube-flannel-ds", "flannel")]
    [InlineData("cilium-secure", "cilium", "cilium")]
    public void A_plugin_is_found_in_any_namespace(string inNamespace, string name, string plugin) =>
        Assert.Equal(new Software(plugin, "v3.30.3"), Facts.Cluster(Facts.DaemonSet(name, "x/y:v3.30.3", inNamespace)).Cni);

    [Theory]
    [InlineData("kube-system/calico-node", "calico-system/calico-node")]
    [InlineData("kube-system/calico-node", "apps/calico-node")]
    [InlineData("calico-system/calico-node", "apps/calico")]
    [InlineData("apps/calico-node", "apps/calico-node-windows")]
    [InlineData("apps/calico-node", "backup/calico-node")]
    [InlineData("apps/calico-a", "apps/calico-b")]
    [InlineData("kube-system/calico-a", "calico-system/calico-b")]
    public void Of_two_of_one_plugin_the_version_is_always_that_of_the_same_one(string expected, string other)
    {
        ClusterFact[] found = [In(expected, "x/y:v1"), In(other, "x/y:v2")];

        Assert.Equal("v1", Facts.Cluster(found).Cni?.Version);
        Assert.Equal("v1", Facts.Cluster(Enumerable.Reverse(found)).Cni?.Version);
    }

    [Fact]
    public void The_order_of_plugins_holds_across_namespaces()
    {
        ClusterFact[] found = [Facts.DaemonSet("cilium", inNamespace: "apps"), Facts.DaemonSet("kube-flannel")];

        Assert.Equal("cilium", Facts.Cluster(found).Cni?.Name);
        Assert.Equal("cilium", Facts.Cluster(Enumerable.Reverse(found)).Cni?.Name);
    }

    [Theory]
    [InlineData("rancher/hardened-calico")]
    [InlineData("registry:5000/rancher/hardened-calico")]
    public void An_image_without_a_tag_has_no_version(string image) =>
        Assert.Equal(new Software("canal", null), Facts.Cluster(Facts.DaemonSet("rke2-canal", image)).Cni);

    [Fact]
    public void A_daemon_set_without_containers_has_no_version() =>
        Assert.Equal(new Software("cilium", null), Facts.Cluster(Facts.DaemonSet("cilium") with { Containers = [] }).Cni);

    [Fact]
    public void Half_a_list_says_nothing()
    {
        Assert.Null(Facts.Cluster(Facts.DaemonSet("kube-flannel"), new ReadFailed(ClusterResource.DaemonSets, "broke off")).Cni);
        Assert.Equal("cilium", Facts.Cluster(Facts.DaemonSet("rke2-canal"), new ReadRestarted(ClusterResource.DaemonSets),
            Facts.DaemonSet("cilium")).Cni?.Name);
    }

    [Fact]
    public void Another_list_that_failed_changes_nothing() => Assert.Equal("cilium",
        Facts.Cluster(Facts.DaemonSet("cilium"), new ReadFailed(ClusterResource.KubeSystemDeployments, "403 Forbidden")).Cni?.Name);

    private static Workload In(string path, string image)
    {
        var parts = path.Split('/');
        return Facts.DaemonSet(parts[1], image, parts[0]);
    }
}
