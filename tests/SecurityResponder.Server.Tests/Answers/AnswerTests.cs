using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Releases;
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
            """{"schemaVersion":"1.1","versions":["""
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
    [InlineData("v1.35.1+rke2r1", "2026-11-24", "32,33,34,35,36")]
    [InlineData("v1.34.1+rke2r1", "2026-11-24", "31,32,33,34,35")]
    [InlineData("v1.34.1+rke2r1", "2027-02-28", "31,32,33,34,35")]
    [InlineData("v1.34.1+rke2r1", "2027-03-01", "31,32,33,34,35,36")]
    [InlineData("v1.32.1+rke2r1", "2026-11-24", "29,30,31,32,33,34,35")]
    [InlineData("v1.37.1+rke2r1", "2026-11-24", "34,35,36,37")]
    [InlineData("v1.35.9+rke2r1", "2026-11-24", "28,29,30,31,32,33,34,35,36,37")]
    public void An_answer_reaches_from_three_minors_before_the_installed_one_to_the_first_supported_one(
        string version, string day, string minors)
    {
        var answers = PreparedAnswers.Of(Feeds.Read(Feed(TenMinors())), At(day));
        using var answer = JsonDocument.Parse(AnswerTo(answers, version));

        Assert.Equal(minors, MinorsIn(answer));
    }

    [Fact]
    public void The_same_feed_gives_another_answer_on_the_day_after_support_ends()
    {
        var time = At("2027-02-28");
        var answers = PreparedAnswers.Of(Feeds.Read(Feed(TenMinors())), time);
        using var before = JsonDocument.Parse(AnswerTo(answers, "v1.34.1+rke2r1"));
        time.Advance(TimeSpan.FromDays(1));
        using var after = JsonDocument.Parse(AnswerTo(answers, "v1.34.1+rke2r1"));

        Assert.Equal("31,32,33,34,35", MinorsIn(before));
        Assert.Equal("31,32,33,34,35,36", MinorsIn(after));
    }

    [Fact]
    public void An_answer_says_for_which_versions_of_each_component_it_is_complete()
    {
        var answers = PreparedAnswers.Of(Feeds.Read(Feed(TenMinors())), At("2026-11-24"));
        using var listed = JsonDocument.Parse(AnswerTo(answers, "v1.34.1+rke2r1"));
        using var unlisted = JsonDocument.Parse(AnswerTo(answers, "v1.34.9+rke2r1"));

        var covers = listed.RootElement.GetProperty("covers").EnumerateArray()
            .ToDictionary(cover => cover.GetProperty("component").GetString()!, cover => cover.GetRawText());
        Assert.Equal("""{"component":"rke2","from":"v1.31.1+rke2r1","to":"v1.35.1+rke2r1"}""", covers["rke2"]);
        // The feed lists no version of runc, so no advisory about runc is left out.
        Assert.Equal("""{"component":"runc","from":"0.0.0-0","to":"2147483647.0.0"}""", covers["runc"]);
        Assert.False(unlisted.RootElement.TryGetProperty("covers", out _));
    }

    [Fact]
    public async Task A_release_is_marked_as_withdrawn_or_for_Prime_and_has_the_version_of_Go()
    {
        const string Releases =
            """{ "name": "v1.34.3+rke2r1", "withdrawn": true, "prime": false, "go": "1.24.9" }, """
            + """{ "name": "v1.34.2+rke2r1", "prime": true }""";
        await using var responder = await RunningResponder.StartAsync(_data.Path, Feed($$"""{ "versions": [ {{Releases}} ] }"""));
        var answer = await responder.AnswerAsync("v1.34.2+rke2r1");

        Assert.Contains(
            """{"name":"v1.34.3+rke2r1","releaseDate":"","minUpgradableVersion":"","tags":[],"extraInfo":null,"""
            + "\"go\":\"1.24.9\",\"withdrawn\":true}",
            answer, StringComparison.Ordinal);
        Assert.Contains("\"extraInfo\":null,\"prime\":true}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_withdrawn_advisory_is_left_out_and_one_that_RKE2_denies_is_sent_with_its_statement()
    {
        const string Denied =
            """{"id":"CVE-2026-2","affected":[{"package":{"name":"rke2"},"versions":["v1.34.1+rke2r1"]}],"""
            + "\"database_specific\":{\"vex\":[{\"component\":\"rke2\",\"status\":\"not_affected\"}]}}";
        const string Withdrawn =
            """{"id":"CVE-2026-3","withdrawn":"2026-01-01T00:00:00Z","""
            + "\"affected\":[{\"package\":{\"name\":\"rke2\"},\"versions\":[\"v1.34.1+rke2r1\"]}]}";
        var advisories = $"{Denied}, {Withdrawn}, {Flaw("1", "v1.34.1+rke2r1")}";
        var feed = Feeds.Read(Feed($$"""{ "versions": [ {"name":"v1.34.1+rke2r1"} ], "advisories": [ {{advisories}} ] }"""));
        using var answer = JsonDocument.Parse(AnswerTo(PreparedAnswers.Of(feed, TimeProvider.System), "v1.34.1+rke2r1"));

        Assert.Equal(["CVE-2026-2", "CVE-2026-1"], IdsIn(answer));
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
        var answers = PreparedAnswers.Of(Feeds.Read(Repository.SampleFeed), TimeProvider.System);

        Assert.True(AnswerTo(answers, "v1.34.1+rke2r1").Equals(AnswerTo(answers, "v1.34.1+rke2r1")));
        Assert.False(AnswerTo(answers, "v1.34.1+rke2r1").Equals(AnswerTo(answers, "v1.34.10+rke2r1")));
        Assert.True(AnswerTo(answers, "v9.9.9").Equals(AnswerTo(answers, "v1.34.1+fork1")));
    }

    private static FakeTimeProvider At(string day) => new(DateTimeOffset.Parse(day + "T12:00:00Z", CultureInfo.InvariantCulture));

    private static byte[] AnswerTo(PreparedAnswers answers, string version) =>
        answers.For(ReleaseVersion.TryParse(version)!).In(ContentCoding.Identity);

    private static IEnumerable<string?> IdsIn(JsonDocument answer) =>
        answer.RootElement.GetProperty("advisories").EnumerateArray().Select(advisory => advisory.GetProperty("id").GetString());

    private static string MinorsIn(JsonDocument answer) => string.Join(',', IdsIn(answer).Select(id => id!.Split('-')[2]));

    // One release and one CVE for each minor from 1.28 to 1.37.
    private static string TenMinors()
    {
        var minors = Enumerable.Range(28, 10).ToList();
        var releases = string.Join(',', minors.Select(minor => $$"""{"name":"v1.{{minor}}.1+rke2r1"}"""));
        var flaws = string.Join(',', minors.Select(minor => Flaw($"{minor}", $"v1.{minor}.1+rke2r1")));
        const string Ends =
            """{"minor":"1.32","endOfLife":"2026-02-28"}, {"minor":"1.33","endOfLife":"2026-06-28"}, """
            + """{"minor":"1.34","endOfLife":"2026-10-27"}, {"minor":"1.35","endOfLife":"2027-02-28"}, """
            + """{"minor":"1.36","endOfLife":"2027-06-28"}""";
        return $$"""{ "versions": [ {{releases}} ], "support": [ {{Ends}} ], "advisories": [ {{flaws}} ] }""";
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
