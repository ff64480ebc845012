using SecurityResponder.Clusters;
using SecurityResponder.Components;
using static SecurityResponder.Tests.Clusters.Facts;

namespace SecurityResponder.Tests.Clusters;

public sealed class RunningImageTests
{
    private const string CoreDns = "rancher/hardened-coredns:v1.14.1-build20260206";

    [Fact]
    public void Images_of_components_are_kept_with_their_workload_and_others_are_not()
    {
        var canal = DaemonSet("rke2-canal") with
        {
            Containers = [new("a", "mirror.example:5000/x/rancher/hardened-calico:v3.31.3"), new("b", "rancher/hardened-flannel:v0.28.1"),
                new("c", "acme/agent:v1")],
            InitContainers = [new("install", "rancher/hardened-multus-cni:v4.2.2")],
        };

        var workloads = Cluster(canal, Deployment("rke2-coredns-rke2-coredns", CoreDns)).Workloads;

        Assert.Equal(
            [
                new(Component.Calico, "mirror.example:5000/x/rancher/hardened-calico:v3.31.3", "kube-system", "rke2-canal"),
                new(Component.Flannel, "rancher/hardened-flannel:v0.28.1", "kube-system", "rke2-canal"),
                new(Component.CoreDns, CoreDns, "kube-system", "rke2-coredns-rke2-coredns"),
            ],
            workloads.Images);
        Assert.Equal((true, true), (workloads.HasAllDaemonSets, workloads.HasAllDeployments));
    }

    [Fact]
    public void An_image_is_kept_once_for_RKE2s_workloads_and_once_for_others()
    {
        var images = Cluster(
            Deployment("a", CoreDns), DaemonSet("b", CoreDns),
            DaemonSet("c", CoreDns, "apps"), DaemonSet("d", CoreDns, "other")).Workloads.Images;

        Assert.Equal(["b", "c"], images.Select(image => image.Workload));
        Assert.Equal([true, false], images.Select(image => image.IsBundled));
    }

    [Theory]
    [InlineData("kube-system", "rke2-ingress-nginx-controller", true)]
    [InlineData("kube-system", "ingress-nginx-controller", false)]
    [InlineData("kube-system", "nginx-ingress", false)]
    [InlineData("ingress-nginx", "rke2-ingress-nginx-controller", false)]
    [InlineData("ingress-nginx", "ingress-nginx-controller", false)]
    public void An_ingress_nginx_of_another_chart_is_not_RKE2s(string inNamespace, string name, bool isBundled)
    {
        var image = Assert.Single(Cluster(DaemonSet(name, "x/ingress-nginx/controller:v1.12.0", inNamespace)).Workloads.Images);

        Assert.Equal((Component.IngressNginx, isBundled, "v1.12.0"), (image.Component, image.IsBundled, image.Tag));
    }

    [Fact]
    public void Calico_of_the_Tigera_operator_is_RKE2s() => Assert.True(Assert.Single(
        Cluster(DaemonSet("calico-node", "rancher/mirrored-calico-node:v3.30.3", "calico-system")).Workloads.Images).IsBundled);

    [Fact]
    public void A_load_balancer_of_a_Service_runs_no_component() =>
        Assert.Empty(Cluster(DaemonSet("svclb-traefik", "rancher/hardened-traefik:v3.6.7")).Workloads.Images);

    [Fact]
    public void An_incomplete_list_is_discarded_and_proves_nothing()
    {
        var calico = DaemonSet("rke2-canal", "rancher/hardened-calico:v3.31.3");
        var coreDns = Deployment("rke2-coredns", CoreDns);
        var noDaemonSets = Cluster(calico, coreDns, new ReadFailed(ClusterResource.DaemonSets, "broke off")).Workloads;
        var noDeployments = Cluster(calico, coreDns, new ReadFailed(ClusterResource.KubeSystemDeployments, "403")).Workloads;

        Assert.Equal([Component.CoreDns], noDaemonSets.Images.Select(image => image.Component));
        Assert.Equal((false, true), (noDaemonSets.HasAllDaemonSets, noDaemonSets.HasAllDeployments));
        Assert.Equal([Component.Calico], noDeployments.Images.Select(image => image.Component));
        Assert.Equal((true, false), (noDeployments.HasAllDaemonSets, noDeployments.HasAllDeployments));
        Assert.Empty(Cluster(calico, new ReadRestarted(ClusterResource.DaemonSets)).Workloads.Images);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Too_many_images_leave_RKE2s_own_and_are_not_all(int tooMany, bool isAll)
    {
        var others = Enumerable.Range(0, RunningWorkloads.MaxImages - 1 + tooMany)
            .Select(i => DaemonSet($"dns-{i}", $"acme/coredns:v1.0.{i}", "apps"));

        var workloads = Cluster([.. others, DaemonSet("rke2-multus", "rancher/hardened-multus-cni:v4.2.2")]).Workloads;

        Assert.Equal(RunningWorkloads.MaxImages, workloads.Images.Count);
        Assert.Equal(Component.Multus, workloads.Images[0].Component);
        Assert.Equal(isAll, workloads.HasAllDaemonSets);
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void A_reference_to_an_image_has_at_most_512_characters(int length, bool isKept)
    {
        const string Image = "/hardened-multus-cni:v4.2.2";

        var workloads = Cluster(DaemonSet("rke2-multus", new string('x', length - Image.Length) + Image)).Workloads;

        Assert.Equal((isKept ? 1 : 0, isKept), (workloads.Images.Count, workloads.HasAllDaemonSets));
    }

    [Fact]
    public void The_memory_for_images_is_bounded()
    {
        var many = Enumerable.Range(0, 1_000).Select(i => DaemonSet($"dns-{i}", $"acme/coredns:v1.0.{i}", $"apps-{i}"));
        var workloads = Cluster(many).Workloads;
        var isLong = Cluster(DaemonSet("rke2-multus", new string('x', 600) + "/hardened-multus-cni:v4.2.2")).Workloads;

        Assert.Equal((RunningWorkloads.MaxImages, false), (workloads.Images.Count, workloads.HasAllDaemonSets));
        Assert.Equal((0, false), (isLong.Images.Count, isLong.HasAllDaemonSets));
        Assert.True(isLong.HasAllDeployments);
    }
}
