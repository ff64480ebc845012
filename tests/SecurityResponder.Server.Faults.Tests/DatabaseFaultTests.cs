namespace SecurityResponder.Server.Faults.Tests;

/// <summary>PostgreSQL dies, hangs, is late, or hands over, under load: every cluster is answered as before, and no report is lost or counted twice.</summary>
public sealed class DatabaseFaultTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private PostgresServer _postgres = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresPrograms.Missing is not null, PostgresPrograms.Missing ?? "");
        _postgres = await PostgresServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _data.Dispose();
    }

    [Fact]
    public Task Killed_for_4_of_10_seconds() => EndureAsync(_postgres.ConnectionString, async _ =>
    {
        await _postgres.SignalAsync("KILL");
        await Load.LastAsync(TimeSpan.FromSeconds(4));
        await _postgres.ContinueAsync();
    }, connections: 2);

    [Fact]
    public Task Frozen_for_30_seconds() => EndureAsync(_postgres.ConnectionString, async _ =>
    {
        await _postgres.SignalAsync("STOP");
        await Load.LastAsync(TimeSpan.FromSeconds(30));
        await _postgres.SignalAsync("CONT");
    });

    [Fact]
    public async Task Cut_off_for_15_seconds_without_a_word()
    {
        using var network = new Relay(_postgres.Port);
        await EndureAsync($"Host=127.0.0.1;Port={network.Port};Username=postgres;Database=postgres;Command Timeout=5", async _ =>
        {
            network.Cut();
            await Load.LastAsync(TimeSpan.FromSeconds(15));
            network.Mend();
        }, _postgres.ConnectionString, connections: 2);
    }

    [Fact]
    public async Task Cut_off_between_a_batch_and_its_commit()
    {
        using var network = new Relay(_postgres.Port);
        await EndureAsync($"Host=127.0.0.1;Port={network.Port};Username=postgres;Database=postgres;Command Timeout=5", async _ =>
        {
            // A batch writes there last but two, so it waits in its middle, and ends after the cut: its session never hears of a commit.
            await _postgres.LockedAsync("daily", async () =>
            {
                await Load.LastAsync(TimeSpan.FromSeconds(2));
                network.Cut();
            });
            await Load.LastAsync(TimeSpan.FromSeconds(8));
            network.Mend();
        }, _postgres.ConnectionString, connections: 2);
    }

    [Fact]
    public async Task Out_of_disk_until_some_is_freed()
    {
        await using var small = await PostgresServer.StartAsync(diskMegabytes: 768);
        await EndureAsync(small.ConnectionString, async server =>
        {
            await small.FillDiskAsync();
            await server.SaysAsync("[603]");
            await Load.LastAsync(TimeSpan.FromSeconds(3));
            await small.FreeDiskAsync();
        }, connections: 2);
    }

    [Fact]
    public async Task Dead_and_replaced_by_a_standby_that_followed_it()
    {
        await using var standby = await _postgres.StartStandbyAsync();
        var both = $"Host=127.0.0.1:{_postgres.Port},127.0.0.1:{standby.Port};Username=postgres;Database=postgres";
        await EndureAsync(both, async _ =>
        {
            await _postgres.SignalAsync("KILL");
            await standby.PromoteAsync();
        }, standby.ConnectionString, connections: 2);
    }

    [Fact]
    public async Task Absent_at_the_start()
    {
        await _postgres.SignalAsync("KILL");
        using var server = new Server(_data.Path, _postgres.ConnectionString);
        await server.StartAsync();
        using var load = Load.Start(server.Address);
        await load.MoreAsync(1000);
        await server.SaysAsync("[603]");
        await _postgres.ContinueAsync();
        await server.SaysAsync("[604]");
        await load.StopAsync();

        Assert.Equal((0, 0), (load.Refused, load.Broken));
        Kept.AssertOnce(_data.Path, load.Acknowledged, await Kept.DeliveredAsync(server, _postgres.ConnectionString, load.Count));
    }

    private async Task EndureAsync(string connection, Func<Server, Task> fault, string? afterwards = null, int connections = 1)
    {
        using var server = new Server(_data.Path, connection);
        await server.StartAsync();
        using var load = Load.Start(server.Address);
        await server.SaysAsync("[604]");
        await Load.LastAsync(TimeSpan.FromSeconds(3));
        var before = load.Count;
        await fault(server);
        var after = load.Count;
        await server.SaysAsync("[604]", connections);
        await Load.LastAsync(TimeSpan.FromSeconds(3));
        await load.StopAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"p99 before {load.Slowest(before / 10, before).TotalMilliseconds:F1} ms, during {load.Slowest(before, after).TotalMilliseconds:F1} ms; {after - before} answers during the fault");
        Assert.Equal((0, 0), (load.Refused, load.Broken));
        Assert.Equal(0, server.Count("[601]"));
        Kept.AssertOnce(_data.Path, load.Acknowledged, await Kept.DeliveredAsync(server, afterwards ?? connection, load.Count));
    }
}
