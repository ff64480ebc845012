using System.Text;
using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Tests.Robustness;

/// <summary>Feeds that are made to exhaust the memory. At first, one with 8 million values under an unknown key was accepted, and then
/// every report was answered with 500.</summary>
public sealed class HostileFeedTests : IDisposable
{
    // In hexadecimal digits, as .NET reads it: three quarters of the chart's 256 MiB.
    private const string ChartMemory = "C000000";

    private const string Release = """{"name":"v1.34.1+rke2r1"}""";

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shapes => [.. LongFeeds.Keys];

    // As long as a feed may be, or longer than it may be.
    private static Dictionary<string, Func<string>> LongFeeds { get; } = new()
    {
        ["values under an unknown key"] = () => $$"""{"versions":[{{Release}}],"x":[{{Repeated("0,", 4_100_000)}}0]}""",
        ["releases"] = () => $$"""{"versions":[{{Listed(2000, i => $$"""{"name":"v1.{{20 + (i / 100)}}.{{i % 100}}+rke2r1"}""")}}]}""",
        ["components"] = () => $$"""
            {"versions":[{{Listed(2000, i => $$"""
                {"name":"v1.{{20 + (i / 100)}}.{{i % 100}}+rke2r1","components":{ {{Listed(14, c => $"\"c{c}\":\"v1.{i}\"")}} } }
                """)}}]}
            """,
        ["advisories"] = () => $$"""
            {"versions":[{{Listed(200, i => $$"""{"name":"v1.{{20 + (i / 100)}}.{{i % 100}}+rke2r1"}""")}}],"advisories":[
            {{Listed(7000, i => $$"""
                {"id":"CVE-{{i}}","affected":[{"package":{"name":"kubernetes"},"ranges":[{"events":[{"introduced":"1.{{i % 30}}.0"}]}]}]}
                """)}}]}
            """,
        ["references"] = () => $$"""
            {"versions":[{{Release}}],"advisories":[
            {{Listed(100, i => $$"""{"id":"CVE-{{i}}","references":[{{Repeated("{},", 1000)}}{}]}""")}}]}
            """,
        ["summaries"] = () => $$"""
            {"versions":[{{Release}}],"advisories":[{{Listed(900, i => $$"""{"id":"CVE-{{i}}","summary":"{{Repeated("s", 8000)}}"}""")}}]}
            """,
    };

    public void Dispose() => _data.Dispose();

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_long_feed_is_taken_or_refused_and_reports_are_answered(string shape)
    {
        var feed = _data.File("feed.json");
        await File.WriteAllTextAsync(feed, Feeds.One, Cancelled);
        using var server = await ServerProcess.StartAsync(
            _data.File("data"), feed, new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = ChartMemory });
        foreach (var generated in new[] { "2026-11-24", "2026-11-25" })
        {
            var dated = $"{{\"generated\":\"{generated}\",\"versions\"";
            await ReplaceAsync(feed, LongFeeds[shape]().Replace("{\"versions\"", dated, StringComparison.Ordinal));
            Assert.Matches(@"\[70[34]\]", await server.SaysAsync("the feed "));
            for (var version = 0; version < 3; version++)
            {
                using var report = RunningResponder.Json($$"""{"appVersion":"v1.2{{version}}.1+rke2r1"}""");
                using var answer = await server.Client.PostAsync("/v1/check", report, Cancelled);
                Assert.Equal(200, (int)answer.StatusCode);
            }

            // Between the two, because the same reason is logged once.
            await ReplaceAsync(feed, Feeds.Two);
            await server.SaysAsync("[703]");
        }
    }

    [Fact]
    public void A_feed_is_taken_only_when_its_answers_can_be_made()
    {
        var answers = new CurrentAnswers(TimeProvider.System);
        var good = Document(Feeds.One);
        Assert.Null(answers.Hold(good));

        Assert.StartsWith("its answers cannot be made: ", answers.Hold(Document(Feeds.Two) with { Bytes = "{]"u8.ToArray() }));
        Assert.Same(good, answers.Now!.Feed);
    }

    [Fact]
    public async Task The_time_of_a_feed_is_a_date_or_is_not_printed()
    {
        var feed = _data.File("feed.json");
        await File.WriteAllTextAsync(
            feed, $$"""{"generated":"2026\u001b[2J-11-24 \u202e","versions":[{{Release}}]}""", Cancelled);
        using var server = await ServerProcess.StartAsync(_data.File("data"), feed);
        using var report = RunningResponder.Json(RunningResponder.SmallReport);
        using var answer = await server.Client.PostAsync("/v1/check", report, Cancelled);
        await server.TerminateAsync();

        Assert.Contains("generated at an unknown time", server.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("generated", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    private static FeedDocument Document(string json) =>
        Assert.IsType<FeedReadResult.Readable>(FeedDocument.Read("feed.json", Encoding.UTF8.GetBytes(json))).Document;

    private static async Task ReplaceAsync(string file, string text)
    {
        await File.WriteAllTextAsync(file + ".new", text, Cancelled);
        File.Move(file + ".new", file, overwrite: true);
    }

    private static string Listed(int count, Func<int, string> entry) => string.Join(',', Enumerable.Range(0, count).Select(entry));

    private static string Repeated(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
