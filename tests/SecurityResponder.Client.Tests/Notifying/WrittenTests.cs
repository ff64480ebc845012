using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>A successful notification says in the log what it wrote.</summary>
public sealed class WrittenTests
{
    [Fact]
    public async Task The_log_names_the_object_and_the_event()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);

        Assert.Equal(
            ["status: securityreports/cluster", "events: event Vulnerable"],
            Written(await cluster.CheckAsync()));
    }

    [Fact]
    public async Task The_log_says_when_there_was_nothing_to_announce()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Clean);

        Assert.Equal(
            ["status: securityreports/cluster", "events: no event, because nothing is new"],
            Written(await cluster.CheckAsync()));
    }

    [Theory]
    [InlineData("firing alerts: 1", nameof(WatchedCluster.Vulnerable))]
    [InlineData("firing alerts: 0", nameof(WatchedCluster.Clean))]
    public async Task The_log_says_how_many_alerts_fire(string expected, string answer)
    {
        await using var receiver = await FakeResponder.StartPlainAsync([Answer.Json(200, "")]);
        await using var cluster = await WatchedCluster.StartAsync(
            answer == nameof(WatchedCluster.Clean) ? WatchedCluster.Clean : WatchedCluster.Vulnerable);

        var run = await cluster.CheckAsync("", "--alertmanager", $"http://127.0.0.1:{receiver.Port}");

        Assert.Equal([$"alertmanager: {expected}"], Written(run));
    }

    [Fact]
    public async Task A_failed_notification_is_not_called_written()
    {
        await using var receiver = await FakeResponder.StartPlainAsync([Answer.Json(500, "")]);
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);

        Assert.Empty(Written(await cluster.CheckAsync("", "--alertmanager", $"http://127.0.0.1:{receiver.Port}")));
    }

    private static string[] Written(ClientRun run) =>
        [.. run.Log.Where(line => line["event"] == "412").Select(line => $"{line["channel"]}: {line["content"]}")];
}
