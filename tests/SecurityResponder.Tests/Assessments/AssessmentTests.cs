using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Tests.Assessments;

public sealed class AssessmentTests
{
    private static readonly Feed Sample = Given.Feed(
        [
            Given.Release("v1.34.9+rke2r1", Coredns("v1.14.1")),
            Given.Release("v1.35.5+rke2r1", Coredns("v1.14.1")),
            Given.Release("v1.35.6+rke2r1", Coredns("v1.14.3")),
            Given.Release("v1.35.7+rke2r1", Coredns("v1.14.4")),
            Given.Release("v1.36.0+rke2r1", Coredns("v1.14.5")),
            Given.Release("v1.37.0+rke2r1", Coredns("v1.15.0")),
        ],
        [
            Given.Advisory("CVE-2026-1", "coredns", "introduced 0, fixed 1.14.2", "CRITICAL"),
            Given.Advisory("CVE-2026-2", "coredns", "introduced 0, fixed 1.14.5", "MEDIUM"),
            Given.Advisory("CVE-2026-3", "coredns", "introduced 1.14.4, fixed 1.14.5", "LOW"),
            Given.Advisory("CVE-2026-4", "cilium", "introduced 0", "HIGH"),
            Given.Advisory("CVE-2026-5", "coredns", "introduced 0", "LOW"),
        ]);

    private static readonly SeverityLevel[] Levels =
        [SeverityLevel.Unknown, SeverityLevel.Low, SeverityLevel.Medium, SeverityLevel.High, SeverityLevel.Critical];

    [Fact]
    public void A_finding_names_every_affected_component_once()
    {
        const string Both =
            """
            { "id": "CVE-2026-6", "affected": [
              { "package": { "name": "coredns" }, "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" } ] } ] },
              { "package": { "name": "etcd" }, "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" } ] } ] } ] }
            """;
        var feed = Given.Feed([Given.Release("v1.35.5+rke2r1", """ "coredns": "v1.14.1", "etcd": "v3.6.7-k3s1" """)], [Both]);

        var finding = Assert.Single(Given.Assessment(feed, "v1.35.5+rke2r1").Findings);

        Assert.Equal(["coredns", "etcd"], finding.Components.Select(component => component.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_operator_is_told_what_affects_the_cluster_and_what_each_upgrade_changes()
    {
        var assessment = Given.Assessment(Sample, "v1.35.5+rke2r1");
        Assert.True(assessment.IsKnown);
        Assert.Equal(["CVE-2026-1", "CVE-2026-2", "CVE-2026-5"], Given.Ids(assessment.Findings));
        Assert.Equal([0, 1, 1, 0, 1], Levels.Select(assessment.Count));
        Assert.Equal("coredns", Assert.Single(assessment.Findings[0].Components).Name);
        Shows(assessment.Patch, "v1.35.7+rke2r1", fixes: ["CVE-2026-1"], remains: ["CVE-2026-2", "CVE-2026-5"], brings: ["CVE-2026-3"]);
        Shows(assessment.NextMinor, "v1.36.0+rke2r1", fixes: ["CVE-2026-1", "CVE-2026-2"], remains: ["CVE-2026-5"], brings: []);
        Assert.Same(assessment.Patch, assessment.Recommended);
        Assert.Equal("https://notes.example/v1.35.7+rke2r1", assessment.Patch!.Release.NotesUrl);
    }

    [Fact]
    public void The_next_minor_is_recommended_where_the_patch_leaves_something_urgent_that_it_closes()
    {
        var feed = Given.Feed(
            [Given.Release("v1.35.5+rke2r1", Coredns("v1.14.1")), Given.Release("v1.35.7+rke2r1", Coredns("v1.14.4")),
                Given.Release("v1.36.0+rke2r1", Coredns("v1.14.5"))],
            [Given.Advisory("CVE-2026-1", "coredns", "introduced 0, fixed 1.14.5", "HIGH")]);
        var assessment = Given.Assessment(feed, "v1.35.5+rke2r1");
        Assert.Same(assessment.NextMinor, assessment.Recommended);
    }

    [Fact]
    public void The_patch_is_recommended_where_the_next_minor_has_the_same_urgent_flaws()
    {
        var feed = Given.Feed(
            [Given.Release("v1.35.5+rke2r1", Coredns("v1.14.1")), Given.Release("v1.35.7+rke2r1", Coredns("v1.14.4")),
                Given.Release("v1.36.0+rke2r1", Coredns("v1.14.4"))],
            [Given.Advisory("CVE-2026-1", "coredns", "introduced 0, fixed 1.14.5", "CRITICAL")]);
        var assessment = Given.Assessment(feed, "v1.35.5+rke2r1");
        Assert.Same(assessment.Patch, assessment.Recommended);
    }

    [Fact]
    public void Without_an_urgent_finding_neither_a_patch_that_brings_one_nor_the_next_minor_is_recommended()
    {
        var feed = Given.Feed(
            [Given.Release("v1.35.5+rke2r1", Coredns("v1.14.1")), Given.Release("v1.35.7+rke2r1", Coredns("v1.14.4")),
                Given.Release("v1.36.0+rke2r1", Coredns("v1.14.5"))],
            [Given.Advisory("CVE-2026-1", "coredns", "introduced 1.14.4, fixed 1.14.5", "CRITICAL")]);
        var assessment = Given.Assessment(feed, "v1.35.5+rke2r1");
        Assert.Null(assessment.Recommended);
        Assert.Equal("NothingBetter", assessment.Recommendation.Reason?.Code);
    }

    [Fact]
    public void On_the_newest_patch_a_cluster_stays_when_the_next_minor_fixes_nothing_urgent()
    {
        var assessment = Given.Assessment(Sample, "v1.35.7+rke2r1");
        Assert.Null(assessment.Patch);
        Assert.Null(assessment.Recommended);
        Assert.Equal(["CVE-2026-2", "CVE-2026-3"], Given.Ids(assessment.NextMinor!.Fixes));
    }

    [Fact]
    public void On_the_newest_patch_nothing_is_recommended_when_the_next_minor_fixes_nothing()
    {
        var assessment = Given.Assessment(Sample, "v1.36.0+rke2r1");
        Assert.NotNull(assessment.NextMinor);
        Assert.Null(assessment.Recommended);
    }

    [Fact]
    public void The_next_minor_is_recommended_when_support_has_ended()
    {
        var feed = Given.Feed(
            """{ "versions": [ { "name": "v1.34.9+rke2r1" }, { "name": "v1.35.5+rke2r1" } ], "advisories": [],"""
            + """ "support": [ { "minor": "1.34", "endOfLife": "2026-10-27" } ] }""");
        var assessment = Given.Assessment(feed, "v1.34.9+rke2r1");
        Assert.Equal(new Support.EndOfLife(new DateOnly(2026, 10, 27)), assessment.Support);
        Assert.Same(assessment.NextMinor, assessment.Recommended);
    }

    [Fact]
    public void Findings_stand_worst_first_then_newest_then_by_id()
    {
        var feed = Given.Feed([Given.Release("v1.35.5+rke2r1")],
        [
            Flaw("CVE-2026-7", "LOW", "2026-01-01"), Flaw("CVE-2026-6", "", "2026-09-01"), Flaw("CVE-2026-5", "HIGH", "2026-03-01"),
            Flaw("CVE-2026-4", "HIGH", "2026-02-01"), Flaw("CVE-2026-3", "HIGH", "2026-02-01"),
            Flaw("CVE-2026-2", "CRITICAL", "2020-01-01"),
            """
            { "id": "CVE-2026-1", "severity": [ { "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" } ],
              "affected": [ { "package": { "name": "rke2" }, "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" } ] } ] } ] }
            """,
        ]);
        Assert.Equal(["CVE-2026-2", "CVE-2026-1", "CVE-2026-5", "CVE-2026-3", "CVE-2026-4", "CVE-2026-7", "CVE-2026-6"],
            Given.Ids(Given.Assessment(feed, "v1.35.5+rke2r1").Findings));
    }

    [Fact]
    public void The_number_published_for_the_release_counts_what_this_cluster_does_not_run()
    {
        var feed = Given.Feed([Given.Release("v1.35.5+rke2r1", """ "cilium": "v1.19.1", "coredns": "v1.14.1" """)],
            [Given.Advisory("CVE-2026-1", "cilium", "introduced 0"), Given.Advisory("CVE-2026-2", "coredns", "introduced 0"),
                Given.Advisory("CVE-2026-3", "coredns", "introduced 2.0.0")]);
        var assessment = Given.Assessment(feed, "v1.35.5+rke2r1");
        Assert.Equal(["CVE-2026-2"], Given.Ids(assessment.Findings));
        Assert.Equal(2, assessment.Published);
    }

    [Theory]
    [InlineData("canal", "v3.30.4", "v3.31.2", false)]
    [InlineData("calico", "v3.30.4", "v3.31.2", true)]
    [InlineData(null, "v3.30.4", "v3.31.2", true)]
    [InlineData(null, "v3.31.2", "v3.30.4", true)]
    public void Canals_calico_is_judged_by_its_own_version(string? cni, string calico, string inCanal, bool isAffected)
    {
        var feed = Given.Feed([Given.Release("v1.35.5+rke2r1", $"\"calico\": \"{calico}\", \"canal-calico\": \"{inCanal}\"")],
            [Given.Advisory("CVE-2026-1", "calico", "introduced 0, fixed 3.31.0")]);
        var assessment = Assessment.Of(Given.Cluster("v1.35.5+rke2r1", cni: cni), feed, Given.Now);
        Assert.Equal(isAffected, assessment.Findings.Count == 1);
    }

    [Theory]
    [InlineData("not_affected", 0)]
    [InlineData("fixed", 1)]
    [InlineData("affected", 1)]
    [InlineData("under_investigation", 1)]
    public void A_statement_about_the_product_decides(string status, int findings)
    {
        var assessment = Given.Assessment(Stated($$"""{ "component": "coredns", "status": "{{status}}" }"""), "v1.35.5+rke2r1");
        Assert.Equal(findings, assessment.Findings.Count);
        Assert.Equal(findings, assessment.Published);
        Assert.Equal(status == "under_investigation", assessment.Findings.Any(finding => finding.IsUnderInvestigation));
    }

    [Fact]
    public void A_statement_about_another_product_decides_nothing() =>
        Assert.Single(Given.Assessment(Stated("""{ "component": "etcd", "status": "not_affected" }"""), "v1.35.5+rke2r1").Findings);

    [Fact]
    public void Of_two_statements_the_later_one_holds() => Assert.Single(Given.Assessment(
        Stated("""{ "component": "coredns", "status": "not_affected" }, { "component": "coredns", "status": "affected" }"""),
        "v1.35.5+rke2r1").Findings);

    private static Feed Stated(string statements) => Given.Feed([Given.Release("v1.35.5+rke2r1", Coredns("v1.14.1"))],
        [Given.Advisory("CVE-2026-1", "coredns", "introduced 0", extra: $", \"vex\": [ {statements} ]")]);

    private static string Flaw(string id, string severity, string published) =>
        Given.Advisory(id, "rke2", "introduced 0", severity)
            .Replace("\"id\"", $"\"published\": \"{published}\", \"id\"", StringComparison.Ordinal);

    private static string Coredns(string version) => $"\"coredns\": \"{version}\"";

    private static void Shows(Upgrade? upgrade, string to, string[] fixes, string[] remains, string[] brings)
    {
        Assert.Equal(to, upgrade?.Release.Version.ToString());
        Assert.Equal(fixes, Given.Ids(upgrade!.Fixes));
        Assert.Equal(remains, Given.Ids(upgrade.Remains));
        Assert.Equal(brings, Given.Ids(upgrade.Brings));
    }
}
