using SecurityResponder.Clusters;
using static SecurityResponder.Tests.Clusters.Facts;

namespace SecurityResponder.Tests.Clusters;

public sealed class IngressTests
{
    private static readonly Workload Nginx = DaemonSet("rke2-ingress-nginx-controller", "rancher/nginx-ingress-controller:v1.12.1");
    private static readonly Workload Traefik = Deployment("rke2-traefik", "rancher/hardened-traefik:v3.7.8");

    [Theory]
    [InlineData("rke2-ingress-nginx-controller", "rke2-ingress-nginx")]
    [InlineData("nginx-ingress-microk8s", "rke2-ingress-nginx")]
    [InlineData("rke2-traefik", "traefik")]
    [InlineData("My-Traefik", "traefik")]
    public void A_controller_is_known_by_the_name_of_its_workload(string name, string controller)
    {
        Assert.Equal(controller, Cluster(Deployment(name)).Ingress?.Name);
        Assert.Equal(controller, Cluster(DaemonSet(name)).Ingress?.Name);
    }

    [Theory]
    [InlineData("ingress-nginx-controller")]
    [InlineData("coredns")]
    public void Other_names_are_none(string name) => Assert.Equal(Software.None, Cluster(Deployment(name)).Ingress);

    [Fact]
    public void While_both_run_ingress_nginx_is_reported_and_Traefik_is_the_other()
    {
        foreach (var cluster in new[] { Cluster(Nginx, Traefik), Cluster(Traefik, Nginx) })
        {
            Assert.Equal(new Software("rke2-ingress-nginx", "v1.12.1"), cluster.Ingress);
            Assert.Equal(new Software("traefik", "v3.7.8"), cluster.SecondIngress);
        }
    }

    [Fact]
    public void One_alone_has_no_other()
    {
        Assert.Null(Cluster(Nginx).SecondIngress);
        Assert.Null(Cluster(Traefik).SecondIngress);
        Assert.Equal(new Software("traefik", "v3.7.8"), Cluster(Traefik).Ingress);
    }

    [Fact]
    public void Deployments_come_before_daemon_sets() =>
        Assert.Equal("v2", Cluster(DaemonSet("a-traefik", "x/traefik:v1"), Deployment("b-traefik", "x/traefik:v2")).Ingress?.Version);

    [Fact]
    public void The_version_is_that_of_the_controller_and_not_of_a_sidecar() =>
        Assert.Equal("v1.12.1", Cluster(Nginx with { Containers = [new("mesh", "x/mesh:v9"), .. Nginx.Containers] }).Ingress?.Version);

    [Fact]
    public void A_workload_counts_before_any_class() =>
        Assert.Equal(
            "traefik", Cluster(Traefik, new IngressClass("kong", "ingress-controllers.konghq.com/kong", IsDefault: true)).Ingress?.Name);

    [Theory]
    [InlineData("haproxy.org/ingress-controller/haproxy", "haproxy")]
    [InlineData("haproxy-ingress.github.io/controller", "haproxy")]
    [InlineData("ingress-controllers.konghq.com/kong", "kong")]
    [InlineData("k8s.io/ingress-nginx", "nginx")]
    [InlineData("K8S.io/Ingress-Nginx", "nginx")]
    [InlineData("projectcontour.io/ingress-controller", "contour")]
    [InlineData("istio.io/ingress-controller", "istio")]
    [InlineData("cilium.io/ingress-controller", "cilium")]
    [InlineData("traefik.io/ingress-controller", "traefik")]
    [InlineData("ingress.bank-of-example.com/teller", "other")]
    [InlineData("", "other")]
    public void A_class_says_it_by_a_public_short_name(string controller, string expected) =>
        Assert.Equal(new Software(expected, null), Cluster(new IngressClass("any", controller, IsDefault: false)).Ingress);

    [Theory]
    [InlineData("b:k8s.io/ingress-nginx a:ingress-controllers.konghq.com/kong", "kong")]
    [InlineData("a:own.example/x b:k8s.io/ingress-nginx", "nginx")]
    [InlineData("a:ingress-controllers.konghq.com/kong b*:k8s.io/ingress-nginx", "nginx")]
    [InlineData("a:ingress-controllers.konghq.com/kong b*:own.example/x", "other")]
    [InlineData("a*:own.example/x b*:k8s.io/ingress-nginx", "nginx")]
    public void The_default_class_wins_then_a_well_known_one_then_the_name(string classes, string expected)
    {
        var found = classes.Split(' ').Select(text => text.Split(':', 2))
            .Select(parts => new IngressClass(parts[0].TrimEnd('*'), parts[1], parts[0].EndsWith('*'))).ToList();

        Assert.Equal(expected, Cluster(found).Ingress?.Name);
        Assert.Equal(expected, Cluster(Enumerable.Reverse(found)).Ingress?.Name);
    }

    [Fact]
    public void No_class_is_none() => Assert.Equal(Software.None, Cluster().Ingress);

    [Theory]
    [InlineData(ClusterResource.IngressClasses)]
    [InlineData(ClusterResource.KubeSystemDeployments)]
    [InlineData(ClusterResource.KubeSystemDaemonSets)]
    public void After_a_list_that_failed_it_is_unknown(ClusterResource list)
    {
        var haproxy = new IngressClass("a", "haproxy.org/ingress-controller", IsDefault: true);

        Assert.Null(Cluster(haproxy, new ReadFailed(list, "403 Forbidden")).Ingress);
        Assert.Null(Cluster(new ReadFailed(list, "403 Forbidden")).Ingress);
    }

    [Fact]
    public void Beside_a_list_that_failed_traefik_is_not_sure_to_be_alone_and_nginx_is_known()
    {
        var failed = new ReadFailed(ClusterResource.KubeSystemDaemonSets, "503");

        Assert.Null(Cluster(Traefik, failed).Ingress);
        Assert.Equal("rke2-ingress-nginx", Cluster(Nginx with { Resource = ClusterResource.KubeSystemDeployments }, failed).Ingress?.Name);
    }

    [Fact]
    public void Half_a_list_says_nothing()
    {
        Assert.Null(Cluster(Traefik, new ReadFailed(ClusterResource.KubeSystemDeployments, "broke off")).Ingress);
        Assert.Null(Cluster(Nginx, new ReadFailed(ClusterResource.KubeSystemDaemonSets, "broke off")).Ingress);
    }

    [Fact]
    public void A_list_that_starts_again_counts_only_from_there()
    {
        var haproxy = new IngressClass("a", "haproxy.org/ingress-controller", IsDefault: true);

        Assert.Equal(Software.None, Cluster(haproxy, new ReadRestarted(ClusterResource.IngressClasses)).Ingress);
        Assert.Equal("traefik", Cluster(Nginx, new ReadRestarted(ClusterResource.KubeSystemDaemonSets), Traefik).Ingress?.Name);
    }
}
