using SecurityResponder.Assessments;

namespace SecurityResponder.Tests.Assessments;

/// <summary>What cannot be decided is reported with the missing fact. It never counts as "not affected".</summary>
public sealed class UndecidedTests
{
    private const string Commit = "0.0.0-20260319175635-5183b7d86137";

    private static readonly string Release = Given.Release(
        "v1.35.6+rke2r1", """ "kubernetes": "v1.35.6", "runc": "v1.4.2", "ingress-nginx": "v1.14.3-hardened3" """);

    [Theory]
    [InlineData("introduced 0, fixed " + Commit)]
    [InlineData("introduced " + Commit)]
    [InlineData("introduced 1.14.0, fixed " + Commit)]
    [InlineData("introduced 0, limit " + Commit)]
    [InlineData("introduced 0, last_affected v0.5.0-alpha.5.0.20221102000833-1f054980bc27")]
    public void A_range_that_is_bounded_by_a_commit_decides_nothing(string events) =>
        Assert.Equal("the advisory names commits, not versions", Missing(Given.Advisory("CVE-1", "ingress-nginx", events)));

    [Fact]
    public void The_version_that_bounds_such_a_range_on_the_other_side_counts()
    {
        AssertDecided(Given.Advisory("CVE-1", "ingress-nginx", "introduced 1.15.0, fixed " + Commit), isAffected: false);
        AssertDecided(Given.Advisory("CVE-1", "ingress-nginx", $"introduced {Commit}, fixed 1.14.0"), isAffected: false);
        AssertDecided(Given.Advisory("CVE-1", "ingress-nginx", $"introduced 1.14.0, fixed 1.14.5, introduced {Commit}"), isAffected: true);
    }

    [Theory]
    [InlineData("introduced 0, fixed 1.14.5", true)]
    [InlineData("introduced 0, fixed 1.14.3", false)]
    public void Another_range_of_the_same_vulnerability_decides(string events, bool isAffected) => AssertDecided(
        [
            Given.Advisory("GO-1", "ingress-nginx", "introduced 0, fixed " + Commit).Replace("{ \"id\"",
                "{ \"aliases\": [\"CVE-1\"], \"id\""),
            Given.Advisory("CVE-1", "ingress-nginx", events),
        ],
        isAffected);

    [Fact]
    public void A_custom_range_decides_instead_of_a_commit() => AssertDecided(
        $$"""
        { "id": "CVE-1", "affected": [ { "package": { "ecosystem": "Go", "name": "k8s.io/ingress-nginx" },
          "ranges": [ { "type": "SEMVER", "events": [ {{Given.Events("introduced 0, fixed " + Commit)}} ] } ],
          "ecosystem_specific": { "custom_ranges": [ { "type": "ECOSYSTEM",
              "events": [ {{Given.Events("introduced 0, fixed 1.14.5")}} ] } ] } } ] }
        """,
        isAffected: true);

    [Theory]
    [InlineData(""" "ranges": [ { "type": "GIT", "events": [ { "introduced": "0" }, { "fixed": "9c444070ec7b" } ] } ] """)]
    [InlineData(""" "versions": [] """)]
    public void An_entry_without_versions_is_undecided(string entry) => Assert.Equal(
        "the advisory names no versions",
        Missing($$"""{ "id": "CVE-1", "affected": [ { "package": { "name": "runc" }, {{entry}} } ] }"""));

    [Fact]
    public void A_range_of_commits_that_is_elsewhere_does_not_decide_for_an_entry_without_versions() => Assert.Equal(
        "the advisory names no versions",
        Missing(
            $$"""
            { "id": "CVE-1", "affected": [
              { "package": { "name": "runc" }, "ranges": [ { "type": "SEMVER",
                "events": [ {{Given.Events("introduced 1.5.0, fixed " + Commit)}} ] } ] },
              { "package": { "name": "runc" } } ] }
            """));

    [Fact]
    public void Versions_by_name_decide_nothing_about_a_release_that_the_feed_does_not_list()
    {
        var feed = Given.Feed(
            [Given.Release("v1.35.6+rke2r1")],
            ["""{ "id": "CVE-1", "affected": [ { "package": { "name": "rke2" }, "versions": [ "v1.35.5+rke2r1" ] } ] }"""]);

        Assert.Empty(Given.Assessment(feed, "v1.35.6+rke2r1").Undecided);
        var undecided = Assert.Single(Given.Assessment(feed, "v1.35.9+rke2r1").Undecided);
        Assert.Equal("the feed does not list this release", Assert.Single(undecided.Missing).Text);
    }

    [Fact]
    public void A_component_that_the_release_does_not_list_is_undecided() => Assert.Equal(
        "the feed does not list the version of coredns in v1.35.6+rke2r1",
        Missing(Given.Advisory("CVE-1", "coredns", "introduced 0, fixed 1.0.0")));

    [Fact]
    public void Findings_of_one_component_do_not_hide_that_another_is_undecided()
    {
        const string Range = """ "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" } ] } ] """;
        var advisory = $$"""
            { "id": "CVE-1", "affected": [ { "package": { "name": "coredns" }, {{Range}} }, { "package": { "name": "runc" }, {{Range}} } ] }
            """;
        var assessment = Assess(advisory);
        Assert.Equal(["runc"], Assert.Single(assessment.Findings).Components.Select(component => component.Name));
        Assert.Empty(assessment.Undecided);
    }

    [Fact]
    public void An_undecided_advisory_counts_as_open_for_an_upgrade()
    {
        var feed = Given.Feed(
            [Given.Release("v1.35.6+rke2r1", """ "coredns": "v1.14.1" """), Given.Release("v1.35.7+rke2r1")],
            [Given.Advisory("CVE-1", "coredns", "introduced 0, fixed 1.14.5", "CRITICAL")]);
        var patch = Given.Assessment(feed, "v1.35.6+rke2r1").Patch!;
        Assert.Equal((0, 1, 1), (patch.Fixes.Count, patch.Remains.Count, patch.Open.Critical));
    }

    [Fact]
    public void A_component_that_is_unknown_here_and_affected_there_is_brought()
    {
        var feed = Given.Feed(
            [Given.Release("v1.35.6+rke2r1"), Given.Release("v1.35.7+rke2r1", """ "coredns": "v1.14.1" """)],
            [Given.Advisory("CVE-1", "coredns", "introduced 0, fixed 1.14.5", "CRITICAL")]);
        Assert.Equal(["CVE-1"], Given.Ids(Given.Assessment(feed, "v1.35.6+rke2r1").Patch!.Brings));
    }

    [Fact]
    public void Packages_that_are_no_components_are_listed_by_id()
    {
        var assessment = Assess(
            """
            { "id": "GO-1", "aliases": ["CVE-9"], "affected": [ { "package": { "ecosystem": "Go", "name": "google.golang.org/grpc" } } ] }
            """);
        Assert.Equal(["CVE-9"], assessment.OtherAdvisories);
        Assert.Empty(assessment.Undecided);
    }

    private static Assessment Assess(params string[] advisories) =>
        Given.Assessment(Given.Feed([Release], advisories), "v1.35.6+rke2r1");

    private static string Missing(string advisory)
    {
        var assessment = Assess(advisory);
        Assert.Empty(assessment.Findings);
        return Assert.Single(Assert.Single(assessment.Undecided).Missing).Text;
    }

    private static void AssertDecided(string advisory, bool isAffected) => AssertDecided([advisory], isAffected);

    private static void AssertDecided(string[] advisories, bool isAffected)
    {
        var assessment = Assess(advisories);
        Assert.Empty(assessment.Undecided);
        Assert.Equal(isAffected, assessment.Findings.Count == 1);
    }
}
