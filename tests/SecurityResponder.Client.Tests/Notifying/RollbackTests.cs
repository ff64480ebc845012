using SecurityResponder.Client.Tests.Checking;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>A signed feed older than the last one is rejected.</summary>
public sealed class RollbackTests : IDisposable
{
    private static readonly string Newer = WatchedCluster.Vulnerable;
    private static readonly string Older = WatchedCluster.Clean.Replace("2026-11-20", "2026-11-19", StringComparison.Ordinal);

    private readonly SignedFeeds _feeds = new();

    public void Dispose() => _feeds.Dispose();

    [Fact]
    public async Task An_older_feed_is_rejected_and_the_last_assessment_is_kept()
    {
        await using var cluster = await WatchedCluster.StartAsync(Newer);
        await CheckAsync(cluster, Newer);
        var before = cluster.Status.ToJsonString();
        cluster.Time.Advance(TimeSpan.FromHours(30));

        var run = await CheckAsync(cluster, Older);

        Assert.Equal("feed rejected; the last assessment is kept", run.Last.Message);
        Assert.Equal(
            "it was generated at 2026-11-19 00:00, before the last feed, which was generated at 2026-11-20 00:00", run.Last["reason"]);
        Assert.Equal(before, cluster.Status.ToJsonString());
    }

    [Fact]
    public async Task The_same_feed_and_a_newer_one_are_accepted()
    {
        await using var cluster = await WatchedCluster.StartAsync(Newer);
        await CheckAsync(cluster, Newer);
        Assert.Equal("notification written", (await CheckAsync(cluster, Newer)).Last.Message);

        Assert.Equal(
            "notification written",
            (await CheckAsync(cluster, Older.Replace("2026-11-19", "2026-11-21", StringComparison.Ordinal))).Last.Message);
        Assert.Equal("2026-11-21T00:00:00Z", cluster.Status["feedGenerated"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_a_key_an_older_feed_is_accepted()
    {
        await using var cluster = await WatchedCluster.StartAsync(Newer);
        await cluster.CheckAsync("status", "--feed", _feeds.File(Newer));

        Assert.Equal("notification written", (await cluster.CheckAsync("status", "--feed", _feeds.File(Older))).Last.Message);
    }

    private Task<ClientRun> CheckAsync(WatchedCluster cluster, string feed) =>
        cluster.CheckAsync("status", "--feed", _feeds.File(feed, _feeds.Sign(feed)), "--feed-public-key", _feeds.PublicKey);
}
