using System.Text.Json;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Tests.Answers;

public sealed class AnswerTests : IDisposable
{
    private const string LonghornFeed =
    """
    { "versions": [
        { "name": "v1.34.2+rke2r1", "releaseDate": "2025-11-20T10:00:00Z", "minUpgradableVersion": "", "tags": null, "extraInfo": null },
        { "name": "v1.34.10+rke2r1", "releaseDate": "2026-08-04", "tags": ["latest"], "minUpgradableVersion": "v1.34.0",
          "extraInfo": { "cves": "CVE-2026-2,CVE-2026-1", "releaseNotesURL": "https://example.com/notes" } },
        { "name": "v1.34.2+rke2r3" } ],
      "requestIntervalInMinutes": 60 }
    """;

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Every_release_has_the_five_keys_that_deployed_clients_decode_newest_first()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path, Feed(LonghornFeed));
        var answer = await responder.AnswerAsync("v1.34.2+rke2r1");

        Assert.Contains(
            "\"versions\":["
            + """{"name":"v1.34.10+rke2r1","releaseDate":"2026-08-04T00:00:00Z","minUpgradableVersion":"v1.34.0","tags":["latest"],"""
            + "\"extraInfo\":{\"cves\":\"CVE-2026-2,CVE-2026-1\",\"releaseNotesURL\":\"https://example.com/notes\"}},"
            + """{"name":"v1.34.2+rke2r3","releaseDate":"","minUpgradableVersion":"","tags":[],"extraInfo":null},"""
            + """{"name":"v1.34.2+rke2r1","releaseDate":"2025-11-20T10:00:00Z","minUpgradableVersion":"","tags":[],"extraInfo":null}]""",
            answer,
            StringComparison.Ordinal);
        Assert.EndsWith(""","requestIntervalInMinutes":60}""", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_config_of_Longhorns_server_is_a_feed_as_it_is()
    {
        const string Config =
            """{ "Versions": [ { "Name": "v1.0.0", "ReleaseDate": "2020-05-18T12:30:00Z", "Tags": ["latest"] }, """
            + """{ "Name": "v1.0.1", "ReleaseDate": "2020-06-18T12:30:00Z", "Tags": ["stable"],"""
            + """ "MinUpgradableVersion": "v1.0.0", "ExtraInfo": null } ] }""";
        await using var responder = await RunningResponder.StartAsync(_data.Path, Feed(Config));

        Assert.Equal(
            """{"schemaVersion":"1.0","versions":["""
            + """{"name":"v1.0.1","releaseDate":"2020-06-18T12:30:00Z","minUpgradableVersion":"v1.0.0","tags":["stable"],"""
            + "\"extraInfo\":null},"
            + """{"name":"v1.0.0","releaseDate":"2020-05-18T12:30:00Z","minUpgradableVersion":"","tags":["latest"],"extraInfo":null}],"""
            + "\"requestIntervalInMinutes\":480}",
            await responder.AnswerAsync("v1.0.0"));
    }

    [Fact]
    public async Task What_else_a_response_config_says_of_a_release_is_handed_on_when_it_is_text()
    {
        const string First =
            """{ "severity": "high", "cves": "CVE-2026-1", "cVEs": "other", "n": 1, "half": "\ud800", "quote": "a \"b\"" }""";
        const string Old = """{ "Name": "v1.0.0", "ExtraInfo": { "note": "old" } }""";
        const string Config =
            $$"""
            { "versions": [ { "name": "v1.0.1", "extraInfo": {{First}} }, {{Old}} ] }
            """;
        await using var responder = await RunningResponder.StartAsync(_data.Path, Feed(Config));
        var answer = await responder.AnswerAsync("v1.0.0");

        Assert.Contains(""","extraInfo":{"cves":"CVE-2026-1","severity":"high","cVEs":"other","quote":"a \"b\""}},""", answer,
            StringComparison.Ordinal);
        Assert.Contains(""""extraInfo":{"note":"old"}}],"""", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_without_advisories_gives_an_answer_without_them()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path, Feed(LonghornFeed));
        using var answer = JsonDocument.Parse(await responder.AnswerAsync("v1.34.2+rke2r1"));

        Assert.False(answer.RootElement.TryGetProperty("advisories", out _));
    }

    [Theory]
    [InlineData("v1.33.9+rke2r1", "CVE-2026-33,CVE-2026-34")]
    [InlineData("v1.34.1+rke2r1", "CVE-2026-34,CVE-2026-340,CVE-2026-35")]
    [InlineData("v1.34.9+rke2r1", "CVE-2026-34,CVE-2026-35")]
    [InlineData("v1.36.1+rke2r1", "CVE-2026-36")]
    public void Advice_looks_at_the_newest_release_of_the_same_and_of_the_next_minor_and_at_no_other(string version, string cves)
    {
        const string Releases = """{"name":"v1.33.9+rke2r1"}, {"name":"v1.34.1+rke2r1"}, {"name":"v1.34.9+rke2r1"}""";
        var feed = Feeds.Read(Feed(
            $$"""
            { "versions": [ {{Releases}}, {"name":"v1.35.1+rke2r1"}, {"name":"v1.36.1+rke2r1"} ],
              "advisories": [ {{Flaw("33", "v1.33.9+rke2r1")}}, {{Flaw("34", "v1.34.9+rke2r1")}}, {{Flaw("340", "v1.34.1+rke2r1")}},
                              {{Flaw("35", "v1.35.1+rke2r1")}}, {{Flaw("36", "v1.36.1+rke2r1")}} ] }
            """));
        var json = PreparedAnswers.Of(feed).For(SecurityResponder.Releases.ReleaseVersion.TryParse(version)!).In(ContentCoding.Identity);
        using var answer = JsonDocument.Parse(json);

        var ids = answer.RootElement.GetProperty("advisories").EnumerateArray().Select(advisory => advisory.GetProperty("id").GetString());
        Assert.Equal(cves, string.Join(',', ids));
    }

    [Fact]
    public void A_withdrawn_advisory_and_one_that_the_makers_deny_are_not_told()
    {
        const string Denied =
            """{"id":"CVE-2026-2","affected":[{"package":{"name":"rke2"},"versions":["v1.34.1+rke2r1"]}],"""
            + "\"database_specific\":{\"vex\":[{\"component\":\"rke2\",\"status\":\"not_affected\"}]}}";
        const string Withdrawn =
            """{"id":"CVE-2026-3","withdrawn":"2026-01-01T00:00:00Z","""
            + "\"affected\":[{\"package\":{\"name\":\"rke2\"},\"versions\":[\"v1.34.1+rke2r1\"]}]}";
        var advisories = $"{Denied}, {Withdrawn}, {Flaw("1", "v1.34.1+rke2r1")}";
        var feed = Feeds.Read(Feed($$"""{ "versions": [ {"name":"v1.34.1+rke2r1"} ], "advisories": [ {{advisories}} ] }"""));
        using var answer = JsonDocument.Parse(PreparedAnswers.Of(feed).For(feed.Feed.Releases[0].Version).In(ContentCoding.Identity));

        Assert.Equal(
            "CVE-2026-1", Assert.Single(answer.RootElement.GetProperty("advisories").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("CVE-2026-1", answer.RootElement.GetProperty("versions")[0].GetProperty("extraInfo").GetProperty("cves").GetString());
    }

    [Fact]
    public async Task The_same_feed_gives_the_same_bytes_after_a_restart()
    {
        string first, second;
        await using (var responder = await RunningResponder.StartAsync(_data.Path))
        {
            first = await responder.AnswerAsync("v1.34.1+rke2r1");
        }

        await using (var responder = await RunningResponder.StartAsync(_data.Path))
        {
            second = await responder.AnswerAsync("v1.34.1+rke2r1");
        }

        Assert.Equal(first, second);
    }

    [Fact]
    public void Only_releases_of_the_feed_have_an_answer_of_their_own()
    {
        var answers = PreparedAnswers.Of(Feeds.Read(Repository.SampleFeed));
        byte[] For(string version) => answers.For(SecurityResponder.Releases.ReleaseVersion.TryParse(version)!).In(ContentCoding.Identity);

        Assert.True(For("v1.34.1+rke2r1").Equals(For("v1.34.1+rke2r1")));
        Assert.False(For("v1.34.1+rke2r1").Equals(For("v1.34.10+rke2r1")));
        Assert.True(For("v9.9.9").Equals(For("v1.34.1+fork1")));
    }

    private static string Flaw(string number, string release) =>
        $$"""{"id":"CVE-2026-{{number}}","affected":[{"package":{"name":"rke2"},"versions":["{{release}}"]}]}""";

    private string Feed(string json)
    {
        var file = _data.File("feed.json");
        File.WriteAllText(file, json);
        return file;
    }
}
