using SecurityResponder.Clusters;
using static SecurityResponder.Tests.Clusters.Facts;

namespace SecurityResponder.Tests.Clusters;

public sealed class IngressTests
{
    private static readonly Workload Nginx = DaemonSet("rke2-ingress-nginx-controller", "rancher/nginx-ingress-controller:v1.12.1");
    private static readonly Workload Traefik = Deployment("rke2-traefik", "rancher/hardened-traefik:v3.7.8");

    [Theory]
    [InlineData("rke2-ingress-nginx-controller", "rke2-ingress-nginx")]
    [InlineData("rke2-ingress-nginx-nginx-ingress-controller", "rke2-ingress-nginx")]
    [InlineData("RKE2-Ingress-Nginx", "rke2-ingress-nginx")]
    [InlineData("rke2-traefik", "traefik")]
    [InlineData("rke2-traefik-internal", "traefik")]
    [InlineData("traefik", "traefik")]
    public void A_controller_is_known_by_the_name_of_its_workload(string name, string controller)
    {
        Assert.Equal(controller, Cluster(Deployment(name)).Ingress?.Name);
        Assert.Equal(controller, Cluster(DaemonSet(name)).Ingress?.Name);
    }

    [Theory]
    [InlineData("ingress-nginx-controller")]
    [InlineData("coredns")]
    [InlineData("nginx-ingress")]
    [InlineData("nginx-ingress-rke2-ingress-nginx")]
    [InlineData("rke2-ingress-nginx-defaultbackend")]
    [InlineData("svclb-traefik")]
    [InlineData("svclb-rke2-traefik-5f3b2a")]
    [InlineData("traefik-forward-auth")]
    [InlineData("my-traefik")]
    public void Other_names_are_none(string name)
    {
        Assert.Equal(Software.None, Cluster(Deployment(name)).Ingress);
        Assert.Equal(Software.None, Cluster(DaemonSet(name)).Ingress);
    }

    [Fact]
    public void Outside_of_kube_system_nothing_is_RKE2s()
    {
        Assert.Equal(Software.None, Cluster(DaemonSet("traefik", inNamespace: "traefik")).Ingress);
        Assert.Equal(Software.None, Cluster(DaemonSet("rke2-ingress-nginx-controller", inNamespace: "apps")).Ingress);
    }

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
        Assert.Equal("v2", Cluster(DaemonSet("rke2-traefik", "x/traefik:v1"), Deployment("traefik", "x/traefik:v2")).Ingress?.Version);

    [Fact]
    public void Of_several_of_one_list_the_first_by_name_counts()
    {
        ClusterFact[] found = [DaemonSet("rke2-traefik-a", "x/traefik:v1"), DaemonSet("rke2-traefik-b", "x/traefik:v2")];

        Assert.Equal("v1", Cluster(found).Ingress?.Version);
        Assert.Equal("v1", Cluster(Enumerable.Reverse(found)).Ingress?.Version);
    }

    [Fact]
    public void The_version_is_that_of_the_controller_and_not_of_a_sidecar() =>
        Assert.Equal("v1.12.1", Cluster(Nginx with { Containers = [new("mesh", "x/mesh:v9"), .. Nginx.Containers] }).Ingress?.Version);

    [Fact]
    public void A_workload_counts_before_any_class() =>
        Assert.Equal(
            "traefik", Cluster(Traefik, new IngressClass("kong", "ingress-controllers.konghq.com/kong", IsDefault: true)).Ingress?.Name);

    [Theory]
    [InlineData("haproxy.org/ingress-controller/haproxy", "haproxy")]
    [InlineData("haproxy-ingress.github.io/controller", "haproxy-ingress")]
    [InlineData("haproxy-ingress.github.io/controller/staging", "haproxy-ingress")]
    [InlineData("ingress-controllers.konghq.com/kong", "kong")]
    [InlineData("k8s.io/ingress-nginx", "ingress-nginx")]
    [InlineData("k8s.io/ingress-nginx-internal", "ingress-nginx")]
    [InlineData("K8S.io/Ingress-Nginx", "ingress-nginx")]
    [InlineData("k8s.io/internal", "other")]
    [InlineData("nginx.org/ingress-controller", "f5-nginx")]
    [InlineData("azure/application-gateway", "azure-application-gateway")]
    [InlineData("k8s.io/ingress-gce", "gce")]
    [InlineData("pomerium.io/ingress-controller", "pomerium")]
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
    [InlineData("a:own.example/x b:k8s.io/ingress-nginx", "ingress-nginx")]
    [InlineData("a:ingress-controllers.konghq.com/kong b*:k8s.io/ingress-nginx", "ingress-nginx")]
    [InlineData("a:ingress-controllers.konghq.com/kong b*:own.example/x", "other")]
    [InlineData("a*:own.example/x b*:k8s.io/ingress-nginx", "ingress-nginx")]
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
    [InlineData(ClusterResource.DaemonSets)]
    public void After_a_list_that_failed_it_is_unknown(ClusterResource list)
    {
        var haproxy = new IngressClass("a", "haproxy.org/ingress-controller", IsDefault: true);

        Assert.Null(Cluster(haproxy, new ReadFailed(list, "403 Forbidden")).Ingress);
        Assert.Null(Cluster(new ReadFailed(list, "403 Forbidden")).Ingress);
    }

    [Fact]
    public void Beside_a_list_that_failed_traefik_is_not_sure_to_be_alone_and_nginx_is_known()
    {
        var failed = new ReadFailed(ClusterResource.DaemonSets, "503");

        Assert.Null(Cluster(Traefik, failed).Ingress);
        Assert.Equal("rke2-ingress-nginx", Cluster(Nginx with { Resource = ClusterResource.KubeSystemDeployments }, failed).Ingress?.Name);
    }

    [Fact]
    public void Half_a_list_says_nothing()
    {
        Assert.Null(Cluster(Traefik, new ReadFailed(ClusterResource.KubeSystemDeployments, "broke off")).Ingress);
        Assert.Null(Cluster(Nginx, new ReadFailed(ClusterResource.DaemonSets, "broke off")).Ingress);
    }

    [Fact]
    public void A_list_that_starts_again_counts_only_from_there()
    {
        var haproxy = new IngressClass("a", "haproxy.org/ingress-controller", IsDefault: true);

        Assert.Equal(Software.None, Cluster(haproxy, new ReadRestarted(ClusterResource.IngressClasses)).Ingress);
        Assert.Equal("traefik", Cluster(Nginx, new ReadRestarted(ClusterResource.DaemonSets), Traefik).Ingress?.Name);
    }
}
