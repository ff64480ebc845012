using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Tests.Answers;

public sealed class FeedWatcherTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly TemporaryDirectory _data = new();

    public void Dispose()
    {
        _services.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task A_bad_new_feed_is_told_once_and_the_old_one_still_holds()
    {
        var answers = new CurrentAnswers(TimeProvider.System);
        var log = new Lines();
        var source = new Looks(
            [Read(Feeds.One), Read(Feeds.Bad), new FeedReadResult.Refused("gone"), new FeedReadResult.Refused("gone"), Read(Feeds.Two)]);
        using var watch = new FeedWatcher(source, answers, TimeProvider.System, _services.GetRequiredService<IMeterFactory>(), log);
        var held = new List<int>();
        for (var look = 0; look < 5; look++)
        {
            await watch.LookAsync(TestContext.Current.CancellationToken);
            held.Add(answers.Now!.Feed.Feed.Releases.Count);
        }

        Assert.Equal([1, 1, 1, 1, 2], held);
        Assert.Equal(["703", "704 Rejected the feed feed.json: $.versions[1].tags: expected a list The previous feed stays in use.",
            "704 Rejected the feed feed.json: gone The previous feed stays in use.", "703"], log.Told);
    }

    [Fact]
    public async Task A_changed_file_is_answered_from_while_the_program_runs_and_a_bad_one_is_not()
    {
        var feed = _data.File("feed.json");
        await File.WriteAllTextAsync(feed, Feeds.One, TestContext.Current.CancellationToken);
        using var server = await ServerProcess.StartAsync(_data.Path, feed);
        Assert.EndsWith("\"requestIntervalInMinutes\":1}", await AnswerAsync(server), StringComparison.Ordinal);

        await File.WriteAllTextAsync(feed, Feeds.Two, TestContext.Current.CancellationToken);
        await server.SaysAsync("[703]");
        Assert.EndsWith("\"requestIntervalInMinutes\":2}", await AnswerAsync(server), StringComparison.Ordinal);

        await File.WriteAllTextAsync(feed, Feeds.Bad, TestContext.Current.CancellationToken);
        Assert.Contains($"Rejected the feed {feed}: $.versions[1].tags: expected a list", await server.SaysAsync("[704]"),
            StringComparison.Ordinal);
        Assert.EndsWith("\"requestIntervalInMinutes\":2}", await AnswerAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_responder_whose_feed_is_out_of_reach_tells_clusters_to_come_back()
    {
        // Nobody listens on port 1.
        await using var responder = await RunningResponder.StartAsync(_data.Path, "http://127.0.0.1:1/v1/feed");
        using var response = await responder.CheckAsync(RunningResponder.SmallReport);

        Assert.Equal(503, (int)response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 5, 25);
        Assert.Empty(responder.Kept);
    }

    private static async Task<string> AnswerAsync(ServerProcess server)
    {
        using var content =
            new StringContent(RunningResponder.SmallReport, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var response = await server.Client.PostAsync("/v1/check", content, TestContext.Current.CancellationToken);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static FeedReadResult Read(string json) => FeedDocument.Read("feed.json", System.Text.Encoding.UTF8.GetBytes(json));

    private sealed class Looks(IEnumerable<FeedReadResult> _reads) : IFeedSource
    {
        private readonly Queue<FeedReadResult> _reads = new(_reads);

        public string Name => "feed.json";

        public TimeSpan Interval => TimeSpan.FromSeconds(1);

        public Task<FeedReadResult> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(_reads.Dequeue());
    }

    private sealed class Lines : ILogger<FeedWatcher>
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add(logLevel == LogLevel.Error
                ? $"{eventId.Id} {formatter(state, exception)}"
                : eventId.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
