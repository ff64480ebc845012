using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Releases;

namespace SecurityResponder.Tests.Feeds;

public sealed class FeedTests
{
    [Fact]
    public void Releases_stand_newest_first_each_once_and_what_has_no_version_is_counted()
    {
        var feed = Given.Feed("""
            { "versions": [ { "name": "v1.35.3+rke2r1", "tags": ["first"] }, { "name": "v1.36.1-rc2+rke2r1" }, null, { "name": "latest" },
                            { "name": "v1.35.3+rke2r3" }, { "name": "v1.35.3+rke2r1", "tags": ["second"] }, { "name": null } ] }
            """);
        Assert.Equal(["v1.36.1-rc2+rke2r1", "v1.35.3+rke2r3", "v1.35.3+rke2r1"],
            feed.Releases.Select(release => release.Version.ToString()));
        Assert.Equal(["first"], feed.Releases[2].Tags);
        Assert.Equal(3, feed.Unreadable);
    }

    [Fact]
    public void A_release_carries_what_the_wire_says_of_it()
    {
        const string Names = """ "name": "v1.35.7+rke2r1", "releaseDate": "2026-08-04", "minUpgradableVersion": "v1.34.0+rke2r1",""";
        var release = Assert.Single(Given.Feed($$"""
            { "versions": [ {{{Names}} "tags": ["latest", null],
                "extraInfo": { "cves": " CVE-2026-1, CVE-2026-2,,CVE-2026-1,not an id", "releaseNotesURL": "https://notes.example/1" },
                "components": { "etcd": "v3.6.7-k3s1", "runc": null } } ] }
            """).Releases);
        Assert.Equal(new DateTimeOffset(2026, 8, 4, 0, 0, 0, TimeSpan.Zero), release.ReleasedAt);
        Assert.Equal("v1.34.0+rke2r1", release.MinUpgradable?.ToString());
        Assert.Equal(["latest"], release.Tags);
        Assert.Equal(["CVE-2026-1", "CVE-2026-2"], release.ListedCves);
        Assert.Equal("https://notes.example/1", release.NotesUrl);
        Assert.Equal("v3.6.7-k3s1", Assert.Single(release.Components).Value);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://notes.example/a b")]
    [InlineData("https://notes.example/\\u001b[31m")]
    [InlineData("")]
    public void An_address_that_is_not_one_plain_web_address_is_dropped(string address) =>
        Assert.Null(Assert.Single(Given.Feed(
            $$"""{ "versions": [ { "name": "v1.35.7", "extraInfo": { "releaseNotesURL": "{{address}}" } } ] }""").Releases).NotesUrl);

    [Theory]
    [InlineData(2_048, true)]
    [InlineData(2_049, false)]
    public void An_address_has_at_most_2048_characters(int length, bool isKept)
    {
        var address = "https://a.example/" + new string('a', length - 18);

        Assert.Equal(isKept ? address : null, Assert.Single(Given.Feed(
            $$"""{ "versions": [ { "name": "v1.35.7", "extraInfo": { "releaseNotesURL": "{{address}}" } } ] }""").Releases).NotesUrl);
    }

    [Fact]
    public void Without_advisories_listed_ids_accuse_the_releases_that_list_them()
    {
        const string Unlisted = """{ "name": "v1.35.5+rke2r1", "extraInfo": null }""";
        var feed = Given.Feed($$"""
            { "versions": [ { "name": "v1.35.7+rke2r1", "extraInfo": { "cves": "CVE-2026-2" } },
                            { "name": "v1.35.6+rke2r1", "extraInfo": { "cves": "CVE-2026-1,cve-2026-2" } }, {{Unlisted}} ] }
            """);
        Assert.Equal(["CVE-2026-2", "CVE-2026-1"], feed.Advisories.Select(advisory => advisory.Id));
        Assert.All(feed.Advisories, advisory => Assert.Equal(Severity.Unknown, advisory.Severity));
        var both = Assert.Single(feed.Advisories[0].Affected);
        Assert.True(both.Affects(ComponentVersion.TryParse("v1.35.7+rke2r1")!));
        Assert.True(both.Affects(ComponentVersion.TryParse("v1.35.6+rke2r1")!));
        Assert.False(both.Affects(ComponentVersion.TryParse("v1.35.5+rke2r1")!));
    }

    [Fact]
    public void With_advisories_listed_ids_are_ignored() =>
        Assert.Empty(Given.Feed(
            """{ "versions": [ { "name": "v1.35.7+rke2r1", "extraInfo": { "cves": "CVE-2026-2" } } ], "advisories": [] }""").Advisories);

    [Fact]
    public void Aliases_name_one_advisory_and_the_CVE_id_comes_first()
    {
        var feed = Given.Feed([],
        [
            """{ "id": "GO-2026-1", "aliases": ["GHSA-aaaa", "CVE-2026-1"], "published": "2026-03-01T00:00:00Z","""
            + """ "modified": "2026-03-02T00:00:00Z", "database_specific": { "severity": "LOW" } }""",
            """{ "id": "CVE-2026-9", "summary": "another" }""",
            """{ "id": "GHSA-aaaa", "aliases": ["CVE-2026-1"], "published": "2026-02-01T00:00:00Z","""
            + """ "modified": "2026-04-02T00:00:00Z", "summary": "one", "database_specific": { "severity": "HIGH" } }""",
        ]);
        Assert.Equal(["CVE-2026-1", "CVE-2026-9"], feed.Advisories.Select(advisory => advisory.Id));
        var merged = feed.Advisories[0];
        Assert.Equal(["GO-2026-1", "GHSA-aaaa"], merged.Aliases);
        Assert.Equal((SeverityLevel.High, "one"), (merged.Severity.Level, merged.Summary));
        Assert.Equal((2, 4), (merged.PublishedAt!.Value.Month, merged.ModifiedAt!.Value.Month));
    }

    [Fact]
    public void Two_advisories_that_a_third_joins_are_one() =>
        Assert.Equal("CVE-2026-1", Assert.Single(Given.Feed([],
            ["""{ "id": "GO-1" }""", """{ "id": "GHSA-1" }""",
                """{ "id": "CVE-2026-1", "aliases": ["GHSA-1", "GO-1"] }"""]).Advisories).Id);

    [Fact]
    public void A_withdrawn_advisory_counts_for_nothing_and_lends_nothing_to_its_alias()
    {
        var feed = Given.Feed([],
        [
            """{ "id": "GO-1", "aliases": ["CVE-2026-1"], "withdrawn": "2026-03-26T18:45:50Z","""
            + """ "database_specific": { "severity": "CRITICAL" } }""",
            """{ "id": "GHSA-1", "aliases": ["CVE-2026-1"], "database_specific": { "severity": "LOW" } }""",
            """{ "id": "GHSA-2", "withdrawn": "0001-01-01T00:00:00Z" }""",
        ]);
        Assert.Equal([SeverityLevel.Low, SeverityLevel.Unknown], feed.Advisories.Select(advisory => advisory.Severity.Level));
    }

    [Fact]
    public void Year_1_is_how_Go_says_that_a_date_is_not_set() =>
        Assert.Null(Assert.Single(Given.Feed([], ["""{ "id": "GO-1", "published": "0001-01-01T00:00:00Z" }"""]).Advisories).PublishedAt);

    [Fact]
    public void A_summary_is_one_short_line() =>
        Assert.Equal("a  b", Assert.Single(Given.Feed([], ["""{ "id": "GO-1", "summary": "a\n\u001bb" }"""]).Advisories).Summary);

    [Fact]
    public void Statements_of_unknown_words_say_nothing()
    {
        const string Vex =
            """, "vex": [ { "component": "coredns", "status": "fine" }, { "component": "sendmail", "status": "not_affected" }, null, """
            + """{ "component": null, "status": "fixed" } ]""";
        var advisory = Assert.Single(Given.Feed([], [Given.Advisory("CVE-1", "coredns", "introduced 0", extra: Vex)]).Advisories);
        Assert.Empty(advisory.Vex);
    }

    [Theory]
    [InlineData("true", "false")]
    [InlineData("false", "true")]
    public void A_vulnerability_is_exploited_when_one_of_its_entries_says_so(string first, string second)
    {
        var feed = Given.Feed([],
            [
                $$"""{ "id": "CVE-1", "database_specific": { "exploited": {{first}} } }""",
                $$"""{ "id": "GO-1", "aliases": [ "CVE-1" ], "database_specific": { "exploited": {{second}} } }""",
            ]);
        Assert.True(Assert.Single(feed.Advisories).IsExploited);
    }

    [Theory]
    [InlineData("0.5", "0.25", 0.5)]
    [InlineData("0.25", "0.5", 0.5)]
    [InlineData("0.25", "null", 0.25)]
    [InlineData("null", "0.25", 0.25)]
    [InlineData("null", "null", null)]
    public void A_vulnerability_has_the_highest_probability_that_its_entries_name(string first, string second, double? probability)
    {
        var feed = Given.Feed([],
            [
                $$"""{ "id": "CVE-1", "database_specific": { "epss": {{first}} } }""",
                $$"""{ "id": "GO-1", "aliases": [ "CVE-1" ], "database_specific": { "epss": {{second}} } }""",
            ]);
        Assert.Equal(probability, Assert.Single(feed.Advisories).Epss);
    }

    [Fact]
    public void Support_is_by_minor()
    {
        var feed = Given.Feed("""
            { "versions": [], "support": [ { "minor": "1.35", "endOfLife": "2027-02-28" }, { "minor": "1.3x", "endOfLife": "2027-02-28" },
              { "minor": "1.34", "endOfLife": "2026-10-27" }, { "minor": "1.33", "endOfLife": "soon" },
              { "minor": "1.32", "endOfLife": "0001-01-01T00:00:00Z" }, null ] }
            """);
        Assert.Equal(new Support.Supported(new DateOnly(2027, 2, 28)), feed.SupportOf(new MinorVersion(1, 35), Given.Now));
        Assert.Equal(new Support.EndOfLife(new DateOnly(2026, 10, 27)), feed.SupportOf(new MinorVersion(1, 34), Given.Now));
        Assert.IsType<Support.Unknown>(feed.SupportOf(new MinorVersion(1, 33), Given.Now));
        Assert.IsType<Support.Unknown>(feed.SupportOf(new MinorVersion(1, 32), Given.Now));
    }

    // A MiB is what the client takes; work that grew with the square of it would not end in a test's lifetime.
    [Fact]
    public void A_document_of_hostile_repetition_is_read_in_full()
    {
        var aliases = string.Join(
            ',', Enumerable.Range(0, 19_000).Select(i => $$"""{"id":"a{{i}}","summary":"long enough to be taken","aliases":["x"]}"""));
        Assert.Equal(19_000, Assert.Single(Given.Feed([], [aliases]).Advisories).Aliases.Count);
        var modules = string.Join(',', Enumerable.Range(0, 12_000).Select(i =>
            $$$"""{"package":{"ecosystem":"Go","name":"go.etcd.io/etcd/v{{{i}}}"}},"""
            + """{"package":{"ecosystem":"Go","name":"go.etcd.io/etcd"},"versions":["2.0.0"]}"""));
        var feed = Given.Feed([Given.Release("v1.35.7+rke2r1", "\"etcd\": \"v3.6.7-k3s1\"")],
            [$$"""{ "id": "CVE-1", "affected": [ {{modules}} ] }"""]);
        Assert.Empty(Given.Assessment(feed, "v1.35.7+rke2r1").Findings);
    }
}
