namespace SecurityResponder.Server.Faults.Tests;

/// <summary>PostgreSQL crashes, hangs, starts late or fails over under load: every cluster is answered, and no report is lost or counted
/// twice.</summary>
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
    public Task Killed_for_4_of_10_seconds() => RunAsync(_postgres.ConnectionString, async _ =>
    {
        await _postgres.SignalAsync("KILL");
        await Load.ContinueForAsync(TimeSpan.FromSeconds(4));
        await _postgres.ContinueAsync();
    }, connections: 2);

    [Fact]
    public Task Paused_for_30_seconds() => RunAsync(_postgres.ConnectionString, async _ =>
    {
        await _postgres.SignalAsync("STOP");
        await Load.ContinueForAsync(TimeSpan.FromSeconds(30));
        await _postgres.SignalAsync("CONT");
    });

    [Fact]
    public async Task Disconnected_for_15_seconds_without_an_error()
    {
        using var network = new Relay(_postgres.Port);
        await RunAsync($"Host=127.0.0.1;Port={network.Port};Username=postgres;Database=postgres;Command Timeout=5", async _ =>
        {
            network.Cut();
            await Load.ContinueForAsync(TimeSpan.FromSeconds(15));
            network.Restore();
        }, _postgres.ConnectionString, connections: 2);
    }

    [Fact]
    public async Task Disconnected_between_a_batch_and_its_commit()
    {
        using var network = new Relay(_postgres.Port);
        await RunAsync($"Host=127.0.0.1;Port={network.Port};Username=postgres;Database=postgres;Command Timeout=5", async _ =>
        {
            // A batch waits for this table in its middle, and continues after the disconnection: its session never receives the commit.
            await _postgres.LockedAsync("cluster", async () =>
            {
                await Load.ContinueForAsync(TimeSpan.FromSeconds(2));
                network.Cut();
            });
            await Load.ContinueForAsync(TimeSpan.FromSeconds(8));
            network.Restore();
        }, _postgres.ConnectionString, connections: 2);
    }

    [Fact]
    public async Task Out_of_disk_until_some_is_freed()
    {
        await using var small = await PostgresServer.StartAsync(diskMegabytes: 768);
        await RunAsync(small.ConnectionString, async server =>
        {
            await small.FillDiskAsync();
            await server.WaitForLogAsync("[603]");
            await Load.ContinueForAsync(TimeSpan.FromSeconds(3));
            await small.FreeDiskAsync();
        }, connections: 2);
    }

    [Fact]
    public async Task Killed_and_replaced_by_its_standby()
    {
        await using var standby = await _postgres.StartStandbyAsync();
        var both = $"Host=127.0.0.1:{_postgres.Port},127.0.0.1:{standby.Port};Username=postgres;Database=postgres";
        await RunAsync(both, async _ =>
        {
            await _postgres.SignalAsync("KILL");
            await standby.PromoteAsync();
        }, standby.ConnectionString, connections: 2);
    }

    [Fact]
    public async Task Unavailable_at_the_start()
    {
        await _postgres.SignalAsync("KILL");
        using var server = new Server(_data.Path, _postgres.ConnectionString);
        await server.StartAsync();
        using var load = Load.Start(server.Address);
        await load.MoreAsync(1000);
        await server.WaitForLogAsync("[603]");
        await _postgres.ContinueAsync();
        await server.WaitForLogAsync("[604]");
        await load.StopAsync();

        Assert.Equal((0, 0), (load.Refused, load.Broken));
        var saved = await SavedReports.DeliveredAsync(server, _postgres.ConnectionString, load.Count);
        SavedReports.AssertOnce(_data.Path, load.Acknowledged, saved);
    }

    private async Task RunAsync(string connection, Func<Server, Task> fault, string? databaseAfterwards = null, int connections = 1)
    {
        using var server = new Server(_data.Path, connection);
        await server.StartAsync();
        using var load = Load.Start(server.Address);
        await server.WaitForLogAsync("[604]");
        await Load.ContinueForAsync(TimeSpan.FromSeconds(3));
        var before = load.Count;
        await fault(server);
        var after = load.Count;
        await server.WaitForLogAsync("[604]", connections);
        await Load.ContinueForAsync(TimeSpan.FromSeconds(3));
        await load.StopAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"p99 before {load.Percentile99(before / 10, before).TotalMilliseconds:F1} ms, "
            + $"during {load.Percentile99(before, after).TotalMilliseconds:F1} ms; {after - before} answers during the fault");
        Assert.Equal((0, 0), (load.Refused, load.Broken));
        Assert.Equal(0, server.Count("[601]"));
        var saved = await SavedReports.DeliveredAsync(server, databaseAfterwards ?? connection, load.Count);
        SavedReports.AssertOnce(_data.Path, load.Acknowledged, saved);
    }
}
