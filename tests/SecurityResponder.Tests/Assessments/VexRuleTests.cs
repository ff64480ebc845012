using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Components;

namespace SecurityResponder.Tests.Assessments;

public sealed class VexRuleTests
{
    private const string Build = "v3.32.1-build20260722";

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("hardened-calico", null, true)]
    [InlineData("rancher/hardened-calico", null, true)]
    [InlineData("rancher/mirrored-calico-node", null, false)]
    [InlineData("calico", null, false)]
    [InlineData(null, Build, true)]
    [InlineData("rancher/hardened-calico", "3.32.1-build20260722", true)]
    [InlineData("rancher/hardened-calico", "v3.32.1-build20260801", false)]
    [InlineData("rancher/hardened-calico", "v3.32.1", false)]
    public void A_statement_applies_to_the_product_and_version_that_it_names(string? product, string? version, bool applies) =>
        Assert.Equal(
        applies, Status(new VexStatement(Component.Calico, VexStatus.NotAffected) { Product = product, Version = version }) is not null);

    [Theory]
    [InlineData(VexStatus.NotAffected, true)]
    [InlineData(VexStatus.UnderInvestigation, true)]
    [InlineData(VexStatus.Affected, true)]
    [InlineData(VexStatus.Fixed, false)]
    public void Without_a_version_fixed_says_nothing(VexStatus status, bool applies) =>
        Assert.Equal(applies ? status : null, Status(new VexStatement(Component.Calico, status)));

    [Fact]
    public void Fixed_clears_the_build_that_it_names() =>
        Assert.Equal(VexStatus.Fixed, Status(new VexStatement(Component.Calico, VexStatus.Fixed) { Version = Build }));

    [Fact]
    public void A_statement_about_a_product_clears_nothing_when_the_image_is_unknown() => Assert.Null(VexRule.StatusOf(
        Advisory(new VexStatement(Component.Calico, VexStatus.NotAffected) { Product = "rancher/hardened-calico" }),
            Use with { Image = null }));

    [Fact]
    public void A_statement_about_another_component_says_nothing() =>
        Assert.Null(Status(new VexStatement(Component.CoreDns, VexStatus.NotAffected)));

    [Fact]
    public void The_last_statement_counts() => Assert.Equal(VexStatus.NotAffected, VexRule.StatusOf(
        Advisory(new VexStatement(Component.Calico, VexStatus.Affected), new VexStatement(Component.Calico,
            VexStatus.NotAffected)
        { Version = Build }),
        Use));

    [Fact]
    public void A_name_of_Canals_part_means_Canals_image()
    {
        var feed = Given.Feed(
            [Given.Release("v1.35.6+rke2r1", """ "calico": "v3.32.0", "canal-calico": "v3.32.0" """)],
            [Given.Advisory("CVE-1", "calico", "introduced 0",
                extra: """, "vex": [ { "component": "canal-calico", "status": "not_affected" } ]""")]);
        Assert.Empty(Assessment.Of(Given.Cluster("v1.35.6+rke2r1", cni: "canal"), feed, Given.Now).Findings);
        Assert.Single(Assessment.Of(Given.Cluster("v1.35.6+rke2r1", cni: "calico"), feed, Given.Now).Findings);
        Assert.Single(Assessment.Of(Given.Cluster("v1.35.6+rke2r1", cni: null), feed, Given.Now).Findings);
    }

    [Theory]
    [InlineData("kubernetes", false)]
    [InlineData("runc", true)]
    [InlineData(null, false)]
    public void A_condition_on_Windows_removes_the_finding_of_a_cluster_without_Windows(string? component, bool isAffected)
    {
        var name = component is null ? "" : $"\"component\": \"{component}\", ";
        var feed = Given.Feed(
            [Given.Release("v1.35.6+rke2r1")],
            [Given.Advisory("CVE-1", "kubernetes", "introduced 0",
                extra: $$""", "conditions": [ { {{name}}"operating_systems": ["Windows"] } ]""")]);
        Assert.Equal(isAffected, Assessment.Of(Given.Cluster("v1.35.6+rke2r1", windows: false), feed, Given.Now).Findings.Count == 1);
        Assert.Single(Assessment.Of(Given.Cluster("v1.35.6+rke2r1", windows: true), feed, Given.Now).Findings);
        Assert.Single(Assessment.Of(Given.Cluster("v1.35.6+rke2r1", windows: null), feed, Given.Now).Findings);
    }

    private static ComponentUse Use { get; } = new(Component.Calico, ComponentVersion.TryParse(Build), VersionSource.Image)
    {
        Image = "registry.example/rancher/hardened-calico",
    };

    private static VexStatus? Status(VexStatement statement) => VexRule.StatusOf(Advisory(statement), Use);

    private static Advisory Advisory(params VexStatement[] statements) => new() { Id = "CVE-1", Vex = statements };
}
