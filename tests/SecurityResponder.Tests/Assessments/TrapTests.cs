using SecurityResponder.Releases;

namespace SecurityResponder.Tests.Assessments;

/// <summary>What went wrong in the field.</summary>
public sealed class TrapTests
{
    [Fact]
    public void The_release_tagged_latest_can_be_vulnerable()
    {
        var feed = Given.Feed(
            """{ "versions": [ { "name": "v1.35.7+rke2r1", "tags": ["latest"],"""
            + """ "extraInfo": { "cves": "CVE-2026-1,CVE-2026-2,CVE-2026-3,CVE-2026-4,CVE-2026-5" } } ] }""");
        var assessment = Given.Assessment(feed, "v1.35.7+rke2r1");
        Assert.Equal(5, assessment.Findings.Count);
        Assert.Null(assessment.Recommended);
    }

    [Fact]
    public void An_upgrade_that_lacks_none_of_the_flaws_fixes_nothing()
    {
        var feed = Given.Feed(
            """{ "versions": [ { "name": "v1.35.7+rke2r1", "extraInfo": { "cves": "CVE-2026-1" } }, """
            + """{ "name": "v1.35.6+rke2r1", "extraInfo": { "cves": "CVE-2026-1" } } ] }""");
        var assessment = Given.Assessment(feed, "v1.35.6+rke2r1");
        Assert.Empty(assessment.Patch!.Fixes);
        Assert.Equal(["CVE-2026-1"], Given.Ids(assessment.Patch.Remains));
    }

    [Fact]
    public void One_target_in_this_minor_and_one_in_the_next_are_named()
    {
        var assessment =
            Given.Assessment(Given.Feed([.. Names("v1.34.1+rke2r1", "v1.34.5+rke2r1", "v1.34.9+rke2r1", "v1.35.1+rke2r1", "v1.35.7+rke2r1",
                "v1.36.0+rke2r1")], []), "v1.34.1+rke2r1");
        Assert.Equal("v1.34.9+rke2r1", assessment.Patch?.Release.Version.ToString());
        Assert.Equal("v1.35.7+rke2r1", assessment.NextMinor?.Release.Version.ToString());
    }

    [Fact]
    public void From_1_34_the_next_minor_is_never_1_36() =>
        Assert.Null(Given.Assessment(Given.Feed([.. Names("v1.34.1+rke2r1", "v1.36.0+rke2r1")], []), "v1.34.1+rke2r1").NextMinor);

    [Fact]
    public void A_newer_revision_of_the_same_Kubernetes_patch_is_an_upgrade() =>
        Assert.Equal("v1.35.3+rke2r3", Given.Assessment(Given.Feed([.. Names("v1.35.3+rke2r1", "v1.35.3+rke2r3")], []),
            "v1.35.3+rke2r1").Patch?.Release.Version.ToString());

    [Fact]
    public void Release_candidates_are_never_recommended()
    {
        var assessment = Given.Assessment(Given.Feed(
            [.. Names("v1.35.7+rke2r1", "v1.35.8-rc1+rke2r1", "v1.36.1-rc2+rke2r1", "v1.36.0-alpha1+rke2r1")], []), "v1.35.7+rke2r1");
        Assert.Null(assessment.Patch);
        Assert.Null(assessment.NextMinor);
    }

    [Fact]
    public void From_a_release_candidate_its_release_is_the_patch() =>
        Assert.Equal("v1.36.1+rke2r1", Given.Assessment(Given.Feed([.. Names("v1.36.1-rc2+rke2r1", "v1.36.1+rke2r1")], []),
            "v1.36.1-rc2+rke2r1").Patch?.Release.Version.ToString());

    [Fact]
    public void A_release_that_cannot_be_reached_directly_is_reached_in_two_steps()
    {
        var feed = Given.Feed(
            [Given.Release("v1.35.9+rke2r1", min: "v1.35.5+rke2r1"), Given.Release("v1.35.6+rke2r1", min: "v1.35.1+rke2r1"),
                Given.Release("v1.35.1+rke2r1")], []);
        Assert.Equal(
            ["v1.35.6+rke2r1", "v1.35.9+rke2r1"],
            Given.Assessment(feed, "v1.35.1+rke2r1").Patch!.Path.Select(step => step.Version.ToString()));
        Assert.Equal("v1.35.9+rke2r1", Given.Assessment(feed, "v1.35.6+rke2r1").Patch?.Release.Version.ToString());
    }

    [Theory]
    [InlineData("v1.33.4+k3s1", "v1.33.5+rke2r1")]
    [InlineData("v1.33.4", "v1.33.5+rke2r1")]
    [InlineData("v1.33.9+rke2r1", null)]
    public void A_version_that_the_feed_does_not_know_is_told_and_advised_by_its_place(string version, string? patch)
    {
        var assessment = Given.Assessment(Given.Feed([.. Names("v1.33.5+rke2r1", "v1.34.1+rke2r1")], []), version);
        Assert.False(assessment.IsKnown);
        Assert.Equal(patch, assessment.Patch?.Release.Version.ToString());
        Assert.Equal("v1.34.1+rke2r1", assessment.NextMinor?.Release.Version.ToString());
    }

    [Fact]
    public void Of_another_distribution_only_advisories_about_Kubernetes_are_decided()
    {
        var feed = Given.Feed([Given.Release("v1.33.5+rke2r1", """ "kubernetes": "v1.33.5", "etcd": "v3.5.1" """)],
        [
            Given.Advisory("CVE-2026-1", "kubernetes", "introduced 0, fixed 1.33.5"),
            Given.Advisory("CVE-2026-2", "rke2", "introduced 0, fixed 1.33.5"),
            Given.Advisory("CVE-2026-3", "etcd", "introduced 0"), Given.Advisory("CVE-2026-4", "kubernetes", "introduced 0, fixed 1.33.4"),
        ]);
        var assessment = Given.Assessment(feed, "v1.33.4+k3s1");
        Assert.Equal(["CVE-2026-1"], Given.Ids(assessment.Findings));
        Assert.Equal(["CVE-2026-2", "CVE-2026-3"], assessment.Undecided.Select(undecided => undecided.Advisory.Id).Order());
        Assert.Equal("NotRke2", assessment.Recommendation.Reason?.Code);
    }

    [Fact]
    public void A_list_of_ids_per_release_decides_nothing_about_a_release_that_is_not_listed()
    {
        var feed = Given.Feed("""{ "versions": [ { "name": "v1.35.7+rke2r1", "extraInfo": { "cves": "CVE-2026-1" } } ] }""");
        var assessment = Given.Assessment(feed, "v1.35.6+k3s1");
        Assert.Equal((0, 1), (assessment.Findings.Count, assessment.Undecided.Count));
        Assert.Equal(["CVE-2026-1"], Given.Ids(assessment.Patch!.Brings));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dev")]
    [InlineData("v1.35")]
    public void A_version_that_cannot_be_read_is_told_and_not_advised(string version)
    {
        var assessment =
            Given.Assessment(Given.Feed([.. Names("v1.35.7+rke2r1")], [Given.Advisory("CVE-2026-1", "rke2", "introduced 0")]), version);
        Assert.False(assessment.IsKnown);
        Assert.Equal(version, assessment.Installed);
        Assert.Equal((0, 1), (assessment.Findings.Count, assessment.Undecided.Count));
        Assert.IsType<Support.Unknown>(assessment.Support);
        Assert.Null(assessment.Recommended);
    }

    [Fact]
    public void A_release_that_does_not_say_what_it_bundles_closes_nothing_for_sure()
    {
        var feed = Given.Feed([Given.Release("v1.35.5+rke2r1", """ "etcd": "v3.5.1" """), Given.Release("v1.35.7+rke2r1")],
            [Given.Advisory("CVE-2026-1", "etcd", "introduced 0, fixed 3.5.2")]);
        Assert.Equal(["CVE-2026-1"], Given.Ids(Given.Assessment(feed, "v1.35.5+rke2r1").Patch!.Remains));
    }

    [Fact]
    public void The_date_of_the_feed_is_part_of_what_is_told()
    {
        var feed = Given.Feed("""{ "generated": "2026-11-24T06:00:00Z", "versions": [] }""");
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), Given.Assessment(feed, "v1.35.7+rke2r1").FeedGeneratedAt);
        Assert.Equal(feed.GeneratedAt, Given.Assessment(feed, "dev").FeedGeneratedAt);
    }

    private static IEnumerable<string> Names(params string[] names) => names.Select(name => Given.Release(name));
}
