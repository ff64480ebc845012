using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Components;
using SecurityResponder.Feeds;

namespace SecurityResponder.Tests.Assessments;

public sealed class ReleaseAssessmentTests
{
    private const string Vex =
        ", \"vex\": [{ \"component\": \"coredns\", \"status\": \"not_affected\", \"justification\": \"component_not_present\" }]";

    [Fact]
    public void What_affects_a_release_is_told_worst_first_as_accusations_tell_it()
    {
        var feed = Feed(
            Given.Advisory("CVE-2026-1", "coredns", "introduced 0", "LOW"),
            Given.Advisory("CVE-2026-2", "rke2", "introduced 0", "CRITICAL"));
        var assessed = Of(feed, "v1.34.1+rke2r1");

        Assert.Equal(["CVE-2026-2", "CVE-2026-1"], assessed.Findings.Select(found => found.Advisory.Id));
        Assert.Equal(AffectedReleases.Against(feed, assessed.Release), assessed.Findings.Select(found => found.Advisory));
    }

    [Theory]
    [InlineData("fixed 1.34.2", "v1.34.2+rke2r1")]
    [InlineData("fixed 1.34.3", "v1.34.3+rke2r1")]
    [InlineData("fixed 1.35.0", "v1.35.1+rke2r1")]
    [InlineData("fixed 1.36.0", null)]
    public void A_flaw_is_fixed_in_the_nearest_later_release_without_it_of_the_same_minor_where_there_is_one(string events, string? version)
    {
        var feed = Feed(Given.Advisory("CVE-2026-1", "rke2", "introduced 0, " + events));

        Assert.Equal(version, Assert.Single(Of(feed, "v1.34.1+rke2r1").Findings).FixedIn?.Version.ToString());
    }

    [Fact]
    public void What_the_makers_deny_is_told_with_their_reason_where_the_version_is_accused()
    {
        var feed = Feed(
            Given.Advisory("CVE-2026-1", "coredns", "introduced 0, fixed 1.12.2", extra: Vex),
            Given.Advisory("CVE-2026-2", "rke2", "introduced 0"));
        var notAffected = Assert.Single(Of(feed, "v1.34.1+rke2r1").NotAffected);

        Assert.Equal("CVE-2026-1", notAffected.Advisory.Id);
        Assert.Equal(new VexStatement(Component.CoreDns, VexStatus.NotAffected, "component_not_present"), notAffected.Statement);
        // Here the version itself is clean: nobody has to deny anything.
        Assert.Empty(Of(feed, "v1.34.2+rke2r1").NotAffected);
    }

    [Fact]
    public void What_nobody_can_decide_is_told_apart()
    {
        var assessed = Of(Feed(Given.Advisory("CVE-2026-1", "etcd", "introduced 0")), "v1.34.1+rke2r1");

        Assert.Empty(assessed.Findings);
        Assert.Equal(["CVE-2026-1"], assessed.Undecided.Select(undecided => undecided.Advisory.Id));
    }

    private static ReleaseAssessment Of(Feed feed, string version) =>
        ReleaseAssessment.Of(feed, feed.Releases.Single(release => release.Version.ToString() == version));

    private static Feed Feed(params string[] advisories) => Given.Feed(
        [
            Given.Release("v1.34.1+rke2r1", "\"coredns\": \"v1.12.1\""), Given.Release("v1.34.2-rc1+rke2r1"),
            Given.Release("v1.34.2+rke2r1", "\"coredns\": \"v1.12.3\""),
            Given.Release("v1.34.3+rke2r1"), Given.Release("v1.35.1+rke2r1"),
        ],
        advisories);
}
