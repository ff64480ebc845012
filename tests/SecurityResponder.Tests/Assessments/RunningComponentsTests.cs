using SecurityResponder.Assessments;
using SecurityResponder.Clusters;
using SecurityResponder.Components;

namespace SecurityResponder.Tests.Assessments;

public sealed class RunningComponentsTests
{
    [Theory]
    [InlineData("cilium", "cilium", true)]
    [InlineData("cilium", "canal", false)]
    [InlineData("cilium", null, true)]
    [InlineData("calico", "calico", true)]
    [InlineData("calico", "canal", true)]
    [InlineData("calico", "cilium", false)]
    [InlineData("calico", null, true)]
    [InlineData("flannel", "flannel", true)]
    [InlineData("flannel", "canal", true)]
    [InlineData("flannel", "calico", false)]
    [InlineData("flannel", null, true)]
    [InlineData("flannel", "kube-ovn", false)]
    [InlineData("etcd", "cilium", true)]
    [InlineData("multus", "canal", true)]
    public void A_network_plugins_flaw_concerns_the_cluster_that_runs_it(string component, string? cni, bool concerns) =>
        Assert.Equal(concerns, Runs(Given.Cluster("v1.35.7+rke2r1", cni: cni), component));

    [Theory]
    [InlineData("ingress-nginx", "rke2-ingress-nginx", true)]
    [InlineData("ingress-nginx", "nginx", true)]
    [InlineData("ingress-nginx", "traefik", false)]
    [InlineData("ingress-nginx", "none", false)]
    [InlineData("ingress-nginx", null, true)]
    [InlineData("traefik", "traefik", true)]
    [InlineData("traefik", "rke2-ingress-nginx", false)]
    [InlineData("traefik", null, true)]
    public void An_ingress_controllers_flaw_concerns_the_cluster_that_runs_it(string component, string? ingress, bool concerns) =>
        Assert.Equal(concerns, Runs(Given.Cluster("v1.35.7+rke2r1", ingress: ingress), component));

    [Fact]
    public void During_a_migration_both_ingress_controllers_count()
    {
        var migrating = Given.Cluster("v1.35.7+rke2r1") with { SecondIngress = new Software("traefik", null) };
        Assert.True(Runs(migrating, "traefik"));
        Assert.True(Runs(migrating, "ingress-nginx"));
    }

    [Theory]
    [InlineData("windows", false, false)]
    [InlineData("windows", true, true)]
    [InlineData("windows", null, true)]
    [InlineData("linux", false, true)]
    [InlineData("darwin", true, false)]
    public void A_flaw_of_one_operating_system_concerns_the_cluster_that_has_such_a_node(string system, bool? windows, bool concerns) =>
        Assert.Equal(concerns, Given.Cluster("v1.35.7+rke2r1", windows: windows).HasSystem([system]));

    [Theory]
    [InlineData("""{ "goos": ["windows"] }""", "windows")]
    [InlineData("""{ "goos": ["windows"] }, { "goos": ["linux"] }""", "windows,linux")]
    [InlineData("""{ "goos": ["windows"] }, { "path": "k8s.io/x" }""", "")]
    public void A_limit_holds_when_every_import_has_one(string imports, string systems)
    {
        var advisory = Assert.Single(Given.Feed([], [
            """{ "id": "GO-1", "affected": [ { "package": { "ecosystem": "Go", "name": "k8s.io/kubernetes" },"""
            + $$""" "ecosystem_specific": { "imports": [ {{imports}} ] } } ] }"""]).Advisories);
        Assert.Equal(systems, string.Join(',', Assert.Single(advisory.Affected).OperatingSystems));
    }

    [Fact]
    public void Our_own_limit_stands_in_database_specific()
    {
        var advisory = Assert.Single(Given.Feed(
            [], [Given.Advisory("CVE-1", "kubernetes", "introduced 0", extra: """, "operating_systems": ["Windows"]""")]).Advisories);
        Assert.Equal(["windows"], Assert.Single(advisory.Affected).OperatingSystems);
    }

    private static bool Runs(Cluster cluster, string component)
    {
        var parsed = Component.TryParse(component)!;
        return cluster.RunsBundled(parsed) || (parsed == Component.IngressNginx && cluster.HasForeignIngressNginx());
    }
}
