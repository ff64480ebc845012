using SecurityResponder.Advisories;
using SecurityResponder.Components;

namespace SecurityResponder.Tests.Components;

public sealed class ModuleTests
{
    [Theory]
    [InlineData("go.etcd.io/etcd", "etcd")]
    [InlineData("go.etcd.io/etcd/v3", "etcd")]
    [InlineData("go.etcd.io/etcd/server/v3", "etcd")]
    [InlineData("github.com/containerd/containerd/v2", "containerd")]
    [InlineData("github.com/containous/traefik/v2", "traefik")]
    [InlineData("gopkg.in/k8snetworkplumbingwg/multus-cni.v4", "multus")]
    [InlineData("k8s.io/ingress-nginx", "ingress-nginx")]
    [InlineData("k8s.io/apimachinery", null)]
    [InlineData("github.com/k3s-io/k3s", null)]
    [InlineData("github.com/containerd/containerd/api", null)]
    [InlineData("github.com/someone/traefik", null)]
    public void A_module_stands_for_its_component_alone(string module, string? component) =>
        Assert.Equal(component, Affected(Module(module, "introduced 0")).SingleOrDefault()?.Component.Name);

    [Theory]
    [InlineData("v1.7.34", true)]
    [InlineData("v2.11.1", true)]
    [InlineData("v2.11.2", false)]
    [InlineData("v3.7.8", false)]
    public void An_old_modules_open_range_does_not_accuse_the_next_major(string version, bool isAffected) =>
        Assert.Equal(isAffected, Affects(version, Module("github.com/traefik/traefik", "introduced 0"),
            Module("github.com/traefik/traefik/v2", "introduced 0, fixed 2.11.2")));

    [Theory]
    [InlineData("v2.11.40", false)]
    [InlineData("v3.6.8", true)]
    [InlineData("v4.0.0", false)]
    public void A_suffixed_module_speaks_of_its_own_major(string version, bool isAffected) =>
        Assert.Equal(isAffected, Affects(version, Module("github.com/traefik/traefik/v3", "introduced 0")));

    [Theory]
    [InlineData("v3.3.24", true)]
    [InlineData("v3.3.25", false)]
    [InlineData("v2.3.8", true)]
    public void An_incompatible_module_speaks_of_the_majors_that_it_names(string version, bool isAffected) =>
        Assert.Equal(isAffected, Affects(version, Module("go.etcd.io/etcd", "introduced 0, fixed 3.3.25+incompatible")));

    [Theory]
    [InlineData("v3.31.5", true)]
    [InlineData("v3.31.6", false)]
    [InlineData("v2.6.0", true)]
    public void An_incompatible_module_leaves_a_major_to_the_module_that_has_it(string version, bool isAffected) =>
        Assert.Equal(isAffected, Affects(version, Module("github.com/projectcalico/calico", "introduced 2.0.0"),
            Module("github.com/projectcalico/calico/v3", "introduced 0, fixed 3.31.6")));

    [Theory]
    [InlineData("1.7.30", "v2.0.0", false)]
    [InlineData("1.7.30", "v1.7.29", true)]
    [InlineData("2.0.1", "v2.0.0", true)]
    public void A_module_without_a_suffix_speaks_of_major_2_when_it_names_it(string bound, string version, bool isAffected) =>
        Assert.Equal(isAffected, Affects(version, Module("github.com/containerd/containerd", $"introduced 0, last_affected {bound}")));

    [Theory]
    [InlineData("v1.26.9", false)]
    [InlineData("v1.27.14+rke2r1", true)]
    [InlineData("v1.31.0+rke2r1", false)]
    public void Custom_ranges_replace_a_range_that_says_only_introduced_0(string version, bool isAffected) =>
        Assert.Equal(
            isAffected, Affects(version, Module("github.com/rancher/rke2", "introduced 0", custom: "introduced 1.27.0, fixed 1.27.15")));

    [Theory]
    [InlineData("v3.4.43", true)]
    [InlineData("v3.4.44", false)]
    [InlineData("v3.5.29", true)]
    public void Custom_ranges_stand_beside_a_range_that_says_more(string version, bool isAffected) =>
        Assert.Equal(isAffected,
            Affects(version, Module("go.etcd.io/etcd/server/v3", "introduced 3.5.0, fixed 3.5.30", custom: "introduced 0, fixed 3.4.44")));

    [Fact]
    public void Without_custom_ranges_introduced_0_means_every_version() =>
        Assert.True(Affects("v1.35.7", Module("k8s.io/kubernetes", "introduced 0")));

    [Fact]
    public void The_name_of_another_ecosystem_is_no_component() =>
        Assert.Empty(Affected(
            """{ "package": { "ecosystem": "npm", "name": "traefik" },"""
            + """ "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" } ] } ] }"""));

    private static bool Affects(string version, params string[] modules) =>
        Affected(modules).Any(affected => affected.Affects(ComponentVersion.TryParse(version)!));

    private static IReadOnlyList<AffectedComponent> Affected(params string[] modules) => Assert.Single(
        Given.Feed([], [$$"""{ "id": "GO-1", "affected": [ {{string.Join(',', modules)}} ] }"""]).Advisories).Affected;

    private static string Module(string name, string events, string? custom = null)
    {
        var ranges = custom is null ? "" : $$"""{ "custom_ranges": [ { "type": "ECOSYSTEM", "events": [ {{Given.Events(custom)}} ] } ] }""";
        var semver = $$"""{ "type": "SEMVER", "events": [ {{Given.Events(events)}} ] }""";
        return $$"""
            { "package": { "ecosystem": "Go", "name": "{{name}}" }, "ranges": [ {{semver}} ]
              {{(custom is null ? "" : $""", "ecosystem_specific": {ranges}""")}} }
            """;
    }
}
