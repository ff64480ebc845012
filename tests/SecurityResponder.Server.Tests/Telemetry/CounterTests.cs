using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Telemetry;

/// <summary>What happens so many times is on <c>/metrics</c> so many times. Each responder is a process: within one they count
/// together.</summary>
public sealed class CounterTests : IDisposable
{
    private const string Requests = "http_server_request_duration_seconds_count";
    private const string Check = "http_route=\"/v1/check\"";

    // Hexadecimal; with 0x before it the native program would not take it.

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Requests_by_status_unknown_keys_and_what_is_there()
    {
        using var responder = await MeasuredProcess.StartAsync(_data);
        for (var i = 0; i < 3; i++)
        {
            await responder.CheckAsync(RunningResponder.SmallReport);
        }

        await responder.CheckAsync("""{"appVersion":"v1.34.1","unheard-of":1,"extraFieldInfo":{"unheard-of":2,"serverNodeCount":3}}""");
        await responder.CheckAsync("{");
        await responder.CheckAsync("""{"appVersion":"v1.34.1","extraTagInfo":{"dev":"perhaps"}}""");
        await responder.CheckAsync("""{"appVersion":"master-head"}""");
        // A request is counted when its answer has gone, and that may be after its client has it.
        var scrape = await responder.ScrapeWhenAsync(scrape => scrape.Sum(Requests, Check) == 7);

        Assert.Equal((5, 1, 1), (Status(scrape, 200), Status(scrape, 400), Status(scrape, 422)));
        Assert.Equal(2, scrape.Sum("responder_report_unknown_keys_total", "key=\"unheard-of\""));
        Assert.Equal(1, scrape.Sum("responder_report_not_recorded_total", "reason=\"no_version\""));
        Assert.Equal(56, scrape.Sum("responder_feed_releases"));
        Assert.InRange(scrape.Sum("responder_feed_age_seconds"), double.MinValue, double.MaxValue);
        Assert.InRange(scrape.Sum("responder_journal_size_bytes"), 4096, double.MaxValue);
        Assert.All(["responder_report_lost_total", "responder_report_waiting", "kestrel_active_connections",
            "dotnet_process_memory_working_set_bytes"],
            name => Assert.Contains(name, scrape.Names));
        Assert.Equal((0, 0), (scrape.Sum("responder_report_lost_total"), scrape.Sum("responder_report_waiting")));
    }

    [Fact]
    public async Task Reports_that_are_answered_and_not_kept()
    {
        using var responder = await MeasuredProcess.StartAsync(_data);
        Assert.Equal(200, await responder.CheckAsync(RunningResponder.SmallReport));
        await using (var other = ReportDatabase.Connect(DataDirectory.DatabaseIn(_data.Path), SqliteOpenMode.ReadWrite))
        {
            other.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(200, await responder.CheckAsync(RunningResponder.SmallReport));
            }

            other.Execute("ROLLBACK");
        }

        Assert.Equal(200, await responder.CheckAsync(RunningResponder.SmallReport));
        Assert.Equal(3, (await responder.ScrapeAsync()).Sum("responder_report_lost_total"));
        Assert.Equal(2, ReportDatabase.Read(DataDirectory.DatabaseIn(_data.Path)).Count());
    }

    [Fact]
    public async Task Reports_that_are_sent_away()
    {
        using var responder = await MeasuredProcess.StartAsync(_data, "http://127.0.0.1:1/v1/feed");
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(503, await responder.CheckAsync(RunningResponder.SmallReport));
        }

        var scrape = await responder.ScrapeAsync();

        Assert.Equal(4, scrape.Sum("responder_report_shed_total"));
        Assert.Contains("responder_feed_releases", scrape.Names);
        Assert.Equal(0, scrape.Sum("responder_feed_releases"));
        Assert.DoesNotContain("responder_feed_age_seconds", scrape.Names);
    }

    // How many are let in depends on how fast they come, so those that hear 429 are counted.
    [Fact]
    public async Task Requests_beyond_a_networks_share()
    {
        using var responder = await MeasuredProcess.StartAsync(_data, null, "--rate-limit", "60", "--trusted-proxies", "127.0.0.1");
        var limited = 0;
        for (var i = 0; i < 10_000 && limited < 5; i++)
        {
            if (await responder.CheckAsync(RunningResponder.SmallReport, forwardedFor: "203.0.113.7") == 429)
            {
                limited++;
            }
        }

        Assert.Equal(5, limited);
        Assert.Equal(5, (await responder.ScrapeAsync()).Sum("responder_request_limited_total"));
    }

    [Fact]
    public async Task Looks_that_found_no_good_feed()
    {
        var feed = _data.File("feed.json");
        await WriteAsync(feed, Feeds.One);
        using var responder = await MeasuredProcess.StartAsync(_data, feed);
        foreach (var refused in new[] { 1, 2 })
        {
            await WriteAsync(feed, Feeds.Bad);
            var bad = await responder.ScrapeWhenAsync(scrape => scrape.Sum("responder_feed_refused_total") == refused);
            Assert.Equal(refused, bad.Sum("responder_feed_releases"));
            await WriteAsync(feed, Feeds.Two);
            var good = await responder.ScrapeWhenAsync(scrape => scrape.Sum("responder_feed_releases") == 2);
            Assert.Equal(refused, good.Sum("responder_feed_refused_total"));
        }
    }

    private static double Status(Scrape scrape, int status) => scrape.Sum(Requests, Check, $"http_response_status_code=\"{status}\"");

    // Whole at once: half a file would be refused, too.
    private static async Task WriteAsync(string file, string content)
    {
        await File.WriteAllTextAsync(file + ".new", content, Cancelled);
        File.Move(file + ".new", file, overwrite: true);
    }
}
