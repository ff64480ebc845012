using System.Globalization;
using System.Text.Json;

namespace SecurityResponder.Server.Tests.Telemetry;

public sealed class LoggingTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task In_JSON_each_line_is_one_event_whose_fields_have_names(bool byFlag)
    {
        // Its name would end a line of text, or a string of JSON that nobody escapes.
        var feed = _data.File("a \"feed\"\n{.json");
        await File.WriteAllTextAsync(feed, Feeds.One, TestContext.Current.CancellationToken);
        using var server = byFlag ? await ServerProcess.StartAsync(_data.Path, feed, null, "--log-format", "json")
            : await ServerProcess.StartAsync(
                _data.Path, feed, new Dictionary<string, string> { ["SECURITY_RESPONDER_LOG_FORMAT"] = "json" });
        // Moved into place: a file that is half written would be refused for another reason.
        await File.WriteAllTextAsync(feed + ".new", Feeds.Bad, TestContext.Current.CancellationToken);
        File.Move(feed + ".new", feed, overwrite: true);
        await server.SaysAsync("Rejected the feed ");
        await server.TerminateAsync();
        var events = server.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();

        Assert.All(events, told => Assert.EndsWith("Z", told.GetProperty("Timestamp").GetString(), StringComparison.Ordinal));
        Assert.All(events, told => Assert.InRange(Time(told), DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow));
        Assert.All(events,
            told => Assert.StartsWith("SecurityResponder.Server", told.GetProperty("Category").GetString(), StringComparison.Ordinal));
        var refused = Assert.Single(events, told => told.GetProperty("EventId").GetInt32() == 704);
        Assert.Equal("Error", refused.GetProperty("LogLevel").GetString());
        Assert.Equal(feed, refused.GetProperty("State").GetProperty("Feed").GetString());
        Assert.Equal("$.versions[1].tags: expected a list", refused.GetProperty("State").GetProperty("Reason").GetString());
        var listening = Assert.Single(events, told => told.GetProperty("EventId").GetInt32() == 701);
        Assert.Equal(("Information", server.Client.BaseAddress), (listening.GetProperty("LogLevel").GetString(), Addresses(listening)));
    }

    [Fact]
    public async Task Unless_it_is_asked_for_lines_are_text()
    {
        using var server = await ServerProcess.StartAsync(_data.Path);
        await server.TerminateAsync();

        Assert.All(server.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ info: [A-Za-z.]+\[7\d\d\] ", line));
    }

    [Fact]
    public async Task A_format_that_is_none_ends_the_program_with_exit_code_2_and_its_name()
    {
        var (exitCode, output, error) =
            await ServerProcess.RunAsync("--feed", Repository.SampleFeed, "--data", _data.Path, "--log-format", "logfmt");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Equal("security-responder-server: --log-format is \"logfmt\", expected text or json\n", error);
    }

    private static DateTimeOffset Time(JsonElement told) =>
        DateTimeOffset.ParseExact(told.GetProperty("Timestamp").GetString()!, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal);

    private static Uri Addresses(JsonElement listening) => new(listening.GetProperty("State").GetProperty("Addresses").GetString()!);
}
