using SecurityResponder.Assessments;

namespace SecurityResponder.Tests.Assessments;

/// <summary>The age of the feed, and the line about Go.</summary>
public sealed class KnowledgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-29T12:00:00Z", FeedFreshness.Fresh)]
    [InlineData("2026-11-15T12:00:00Z", FeedFreshness.Fresh)]
    [InlineData("2026-11-15T11:59:59Z", FeedFreshness.Stale)]
    [InlineData("2024-05-01T00:00:00Z", FeedFreshness.Stale)]
    [InlineData("2026-11-30T12:00:00Z", FeedFreshness.Fresh)]
    [InlineData("2026-11-30T12:00:01Z", FeedFreshness.Unknown)]
    [InlineData("2031-01-01T00:00:00Z", FeedFreshness.Unknown)]
    [InlineData(null, FeedFreshness.Unknown)]
    public void A_feed_is_stale_after_14_days_and_unknown_without_a_date_or_more_than_a_day_ahead(string? at, FeedFreshness freshness)
    {
        var age = FeedAge.Of(at is null ? null : DateTimeOffset.Parse(at), Now);
        Assert.Equal(freshness, age.Freshness);
        Assert.Equal(freshness == FeedFreshness.Fresh, age.Warning is null);
    }

    [Theory]
    [InlineData("1.25.11", 1, "built with Go 1.25.11: 1 published standard-library CVE, reachability unknown")]
    [InlineData("1.25.12", 0, "built with Go 1.25.12: no published standard-library CVE")]
    [InlineData("1.26.4", 1, "built with Go 1.26.4: 1 published standard-library CVE, reachability unknown")]
    [InlineData(null, 1, "the feed does not say which Go built this release: 1 published standard-library CVE, undecided")]
    public void Vulnerabilities_of_Go_are_one_line_and_no_findings(string? go, int count, string line)
    {
        var release = Given.Release("v1.35.6+rke2r1").Replace("\"tags\"", go is null ? "\"tags\"" : $"\"go\": \"{go}\", \"tags\"");
        var assessment = Given.Assessment(
            Given.Feed([release], [
                """
                { "id": "CVE-1", "affected": [ { "package": { "ecosystem": "Go", "name": "stdlib" }, "ranges": [ { "type": "SEMVER", "events": [
                  { "introduced": "0" }, { "fixed": "1.25.12" }, { "introduced": "1.26.0-0" }, { "fixed": "1.26.5" } ] } ] } ] }
                """,
            ]),
            "v1.35.6+rke2r1");
        Assert.Equal(line, assessment.Go.Line);
        Assert.Equal(count, assessment.Go.Advisories.Count);
        Assert.Empty(assessment.Findings);
        Assert.Empty(assessment.Undecided);
        Assert.Empty(assessment.OtherAdvisories);
    }

    [Fact]
    public void Without_advisories_about_Go_there_is_no_line() =>
        Assert.Null(Given.Assessment(Given.Feed([Given.Release("v1.35.6+rke2r1")], []), "v1.35.6+rke2r1").Go.Line);

    [Theory]
    [InlineData("2026-11-28", false)]
    [InlineData("2026-11-29", true)]
    [InlineData("2026-11-28T23:00:00-05:00", false)]
    [InlineData("2026-11-29T23:00:00-05:00", true)]
    public void Support_ends_after_the_calendar_day_as_written_in_UTC(string endOfLife, bool isSupported)
    {
        var feed = Given.Feed(
            $$"""{ "versions": [ { "name": "v1.35.6+rke2r1" } ], "support": [ { "minor": "1.35", "endOfLife": "{{endOfLife}}" } ] }""");
        var support = Assessment.Of(Given.Cluster("v1.35.6+rke2r1"), feed, Now).Support;
        Assert.Equal(isSupported, support is SecurityResponder.Releases.Support.Supported);
    }
}
