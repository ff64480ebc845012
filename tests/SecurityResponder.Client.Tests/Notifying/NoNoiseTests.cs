using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>The number of writes, events and notifications in a month with three runs a day.</summary>
public sealed class NoNoiseTests
{
    private const int Days = 30;
    private const int RunsADay = 3;

    [Fact]
    public async Task An_unchanged_cluster_is_written_once_a_day_and_makes_one_event_series()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);

        var writes = await MonthAsync(cluster, eventsExpire: false);

        Assert.All(writes, perDay => Assert.Equal(1, perDay));
        Assert.Single(cluster.Writes, write => write.Method == "POST");
        Assert.Equal(Days * RunsADay, Assert.Single(cluster.Server.Written.EventList)["series"]!["count"]!.GetValue<int>());
        Assert.Equal(("True", "2026-11-24T08:00:00Z"), cluster.Condition("Vulnerable"));
    }

    [Fact]
    public async Task An_expired_event_is_not_sent_again()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);

        await MonthAsync(cluster, eventsExpire: true);

        Assert.Single(cluster.Writes, write => write.Method == "POST");
        Assert.Empty(cluster.Server.Written.EventList);
    }

    [Fact]
    public async Task A_regenerated_feed_with_the_same_content_is_no_change()
    {
        var first = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        var answers = Enumerable.Range(0, Days * RunsADay).Select(run => WatchedCluster.Vulnerable.Replace(
            "2026-11-20T00:00:00Z", $"{first.AddHours(24 / RunsADay * run):yyyy-MM-dd'T'HH:mm:ss'Z'}", StringComparison.Ordinal));
        await using var cluster = await WatchedCluster.StartAsync([.. answers]);

        Assert.All(await MonthAsync(cluster, eventsExpire: false), perDay => Assert.Equal(1, perDay));
    }

    [Fact]
    public async Task A_change_is_written_by_the_next_run()
    {
        const int changed = 44; // the last run of day 14, which has refreshed the report already
        await using var cluster = await WatchedCluster.StartAsync(
            [.. Enumerable.Repeat(WatchedCluster.Vulnerable, changed), WatchedCluster.Ended]);

        var writes = await MonthAsync(cluster, eventsExpire: true);

        Assert.Equal(2, writes[14]);
        Assert.All(writes.Where((_, day) => day != 14), perDay => Assert.Equal(1, perDay));
        Assert.Equal(2, cluster.Writes.Count(write => write.Method == "POST"));
        Assert.Equal(("False", "2026-12-09T00:00:00Z"), cluster.Condition("Supported"));
    }

    [Fact]
    public async Task Nodes_that_come_and_go_are_written_once_a_day_and_make_one_event()
    {
        await using var cluster = await AssessedCluster.StartAsync();
        var feed = WatchedCluster.Vulnerable.Replace("2026-11-20", "2026-11-24", StringComparison.Ordinal);
        NodeVersion[] NodesOf(int run)
        {
            NodeVersion servers = new("v1.34.5+rke2r1", 3, run * 7 % 20);
            NodeVersion older = new("v1.34.4+rke2r1", 0, 1 + (run * 3 % 5));
            return run % 2 == 0 ? [servers, older] : [older, servers];
        }

        for (var run = 0; run < Days * RunsADay; run++)
        {
            await cluster.NotifyAsync(AssessedCluster.With(NodesOf(run)), feed);
            cluster.Server.Written.ExpireEvents();
            cluster.Time.Advance(TimeSpan.FromHours(24.0 / RunsADay));
        }

        Assert.Single(cluster.Writes, write => write.Method == "POST");
        Assert.Equal(Days, cluster.Writes.Count(write => write.Path.Contains("securityreports", StringComparison.Ordinal)));
        Assert.Equal(3, cluster.Status["nodes"]![1]!["servers"]!.GetValue<int>());
    }

    [Fact]
    public async Task Nodes_of_an_older_release_with_a_further_CVE_that_come_and_go_make_two_events()
    {
        await using var cluster = await AssessedCluster.StartAsync();
        var feed = FeedText.Answer(
            [FeedText.Release("v1.34.5+rke2r1"), FeedText.Release("v1.34.4+rke2r1", "v2.1.4-k3s1")],
            [FeedText.Flaw("CVE-2026-0001", "2.2.0"), FeedText.Flaw("CVE-2026-0002", "2.1.5", "CRITICAL")]);
        NodeVersion servers = new("v1.34.5+rke2r1", 3, 0);

        for (var run = 0; run < Days * RunsADay; run++)
        {
            NodeVersion[] nodes = run % 2 == 0 ? [servers] : [servers, new("v1.34.4+rke2r1", 0, 1)];
            await cluster.NotifyAsync(AssessedCluster.With(nodes), feed);
            cluster.Server.Written.ExpireEvents();
            cluster.Time.Advance(TimeSpan.FromHours(24.0 / RunsADay));
        }

        Assert.Equal(2, cluster.Writes.Count(write => write.Method == "POST"));
    }

    [Fact]
    public async Task A_release_that_joins_is_written_by_the_next_run_without_another_event()
    {
        await using var cluster = await AssessedCluster.StartAsync();
        NodeVersion server = new("v1.34.5+rke2r1", 3, 0);

        await cluster.NotifyAsync(AssessedCluster.With(server), WatchedCluster.Vulnerable);
        cluster.Time.Advance(TimeSpan.FromHours(8));
        await cluster.NotifyAsync(AssessedCluster.With(server, new("v1.34.9+rke2r1", 0, 1)), WatchedCluster.Vulnerable);

        Assert.Equal(2, cluster.Status["nodes"]!.AsArray().Count);
        Assert.Single(cluster.Writes, write => write.Method == "POST");
    }

    // How often the report was written on each day.
    private static async Task<IReadOnlyList<int>> MonthAsync(WatchedCluster cluster, bool eventsExpire)
    {
        var perDay = new int[Days];
        for (var run = 0; run < Days * RunsADay; run++)
        {
            var before = Applies(cluster);
            await cluster.CheckAsync();
            perDay[run / RunsADay] += Applies(cluster) - before;
            if (eventsExpire)
            {
                cluster.Server.Written.ExpireEvents();
            }

            cluster.Time.Advance(TimeSpan.FromHours(24.0 / RunsADay));
        }

        return perDay;
    }

    private static int Applies(WatchedCluster cluster) =>
        cluster.Writes.Count(write => write.Path.Contains("securityreports", StringComparison.Ordinal));
}
