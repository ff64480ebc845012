using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>Feed mode: an assessment without any report.</summary>
public sealed class FeedTests : IDisposable
{
    private readonly SignedFeeds _feeds = new();

    public void Dispose() => _feeds.Dispose();

    [Fact]
    public async Task A_feed_file_gives_the_same_assessment_without_any_request()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);

        var run = await SignedFeeds.RunAsync(
            _feeds.File(SignedFeeds.Good), "--endpoint", responder.Endpoint.AbsoluteUri, "--ca-file", responder.CaFile);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(responder.Requests.All);
        Assert.Equal(["starting", "feed read; nothing was sent", "available version", "assessment"], run.Log.Select(line => line.Message));
        Assert.Contains("CVE-2026-0001", run.Output);
        Assert.Contains("fixed in v1.34.9+rke2r1", run.Output);
        Assert.Contains("(feed of 2026-11-23)", run.Output);
    }

    [Fact]
    public async Task Feed_mode_sends_nothing_but_a_GET_without_cluster_data()
    {
        await using var api = await FakeApiServer.StartAsync(new TestCluster { Nodes = [TestNode.Server("s1")] });
        await using var mirror = await FakeResponder.StartAsync(
            [Answer.Json(200, SignedFeeds.Good), Answer.Json(200, _feeds.Sign(SignedFeeds.Good))]);
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);

        var run = await ClientRun.InAsync(
            api.PodVariables(), new AutoAdvancingTime(90, AutoAdvancingTime.RequestSeconds),
            "--feed", Address(mirror), "--feed-public-key", _feeds.PublicKey,
            "--ca-file", mirror.CaFile, "--endpoint", responder.Endpoint.AbsoluteUri);

        Assert.Contains("feed read; nothing was sent", run.Log.Select(line => line.Message));
        Assert.Empty(responder.Requests.All);
        Assert.All(api.Requests.All, request => Assert.Equal("GET", request.Method));
        Assert.Equal(["GET /feed.json", "GET /feed.json.sig"], mirror.Requests.All.Select(request => request.ToString()));
        Assert.All(mirror.Requests.All, request =>
        {
            Assert.Equal(0, request.Body.Length);
            Assert.Null(request.ClientCertificate);
            Assert.Equal(
                new Dictionary<string, string> { ["Host"] = $"127.0.0.1:{mirror.Port}", ["User-Agent"] = "security-responder" },
                request.Headers.OrderBy(header => header.Key, StringComparer.Ordinal).ToDictionary());
        });
    }

    [Theory]
    [InlineData(404, 1, "404 NotFound")]
    [InlineData(503, 3, "503 ServiceUnavailable")]
    public async Task A_missing_feed_is_retried(int status, int attempts, string reason)
    {
        await using var mirror = await FakeResponder.StartAsync([Answer.Json(status, "")]);

        var run = await SignedFeeds.RunAsync(Address(mirror), "--ca-file", mirror.CaFile);

        Assert.Equal(
            (1, "the feed cannot be fetched; the next run tries again", reason), (run.ExitCode, run.Last.Message, run.Last["reason"]));
        Assert.Equal(attempts, mirror.Requests.All.Count);
    }

    [Fact]
    public async Task A_feed_that_breaks_off_is_read_again_from_its_beginning()
    {
        await using var mirror = await FakeResponder.StartAsync(
            [Answer.Aborted(SignedFeeds.Good[..200]), Answer.Json(200, SignedFeeds.Good)]);

        var run = await SignedFeeds.RunAsync(Address(mirror), "--ca-file", mirror.CaFile);

        Assert.Contains("CVE-2026-0001", run.Output);
        Assert.Equal(2, mirror.Requests.All.Count);
    }

    [Theory]
    [InlineData("""{ "versions": [ """, "$.versions[0]: expected well-formed JSON, complete and at most 64 levels deep")]
    [InlineData("<html>", "$: expected well-formed JSON, complete and at most 64 levels deep")]
    [InlineData("""{ "schemaVersion": "2", "versions": [] }""",
        "$.schemaVersion: expected 1 or 1.x; this document has another major version, which needs a newer version of this program")]
    public async Task An_invalid_feed_is_rejected_with_the_position_of_the_error(string feed, string reason)
    {
        var run = await SignedFeeds.RunAsync(_feeds.File(feed));

        Assert.Equal((1, "feed rejected; the last assessment is kept", reason), (run.ExitCode, run.Last.Message, run.Last["reason"]));
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Huge_and_endless_feeds_are_rejected_before_they_are_read_completely()
    {
        await using var mirror = await FakeResponder.StartAsync([Answer.Endless("{ \"versions\": [", "{ }, \n")]);
        var endless = await SignedFeeds.RunAsync(Address(mirror), "--ca-file", mirror.CaFile);
        Assert.Contains("entries", endless.Last["reason"]);

        await using var padded = await FakeResponder.StartAsync(
            [Answer.Endless("{ \"later\": [ 1", string.Concat(Enumerable.Repeat(", 1", 20_000)))]);
        var spaces = await SignedFeeds.RunAsync(Address(padded), "--ca-file", padded.CaFile);
        Assert.Equal("$: expected at most 8388608 bytes in all", spaces.Last["reason"]);

        await using var entry = await FakeResponder.StartAsync(
            [Answer.Endless("{ \"versions\": [ { \"name\": \"", new string('x', 65_536))]);
        var name = await SignedFeeds.RunAsync(Address(entry), "--ca-file", entry.CaFile);
        Assert.Equal("$.versions[0]: expected at most 1048576 bytes in one entry", name.Last["reason"]);
    }

    [Fact]
    public async Task A_missing_feed_file_is_named()
    {
        var run = await SignedFeeds.RunAsync("/nowhere/feed.json");

        Assert.Equal((1, "the feed cannot be fetched; the next run tries again"), (run.ExitCode, run.Last.Message));
        Assert.Equal("no such file", run.Last["reason"]);
    }

    [Theory]
    [InlineData("http://mirror.example/feed.json")]
    [InlineData("https://mirror.example/feed.json?cluster=7")]
    [InlineData("https://bob@mirror.example/feed.json")]
    [InlineData("ftp://mirror.example/feed.json")]
    public async Task A_feed_address_without_TLS_or_with_user_or_query_is_a_bad_setting(string feed)
    {
        var run = await SignedFeeds.RunAsync(feed);

        Assert.Equal((2, "bad settings"), (run.ExitCode, run.Last.Message));
        Assert.Contains("expected a file, or an https URL without user name and query", run.Last["reason"]);
    }

    private static string Address(FakeResponder mirror) => new Uri(mirror.Endpoint, "/feed.json").AbsoluteUri;
}
