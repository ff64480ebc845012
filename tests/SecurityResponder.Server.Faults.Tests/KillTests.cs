using System.Globalization;

namespace SecurityResponder.Server.Faults.Tests;

/// <summary>The responder is killed at a random moment under load, again and again.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    // Two hundred starts of the native program take two minutes, those of the other ten.
    private static int Kills { get; } = int.Parse(
        Environment.GetEnvironmentVariable("RESPONDER_KILLS") ?? (ResponderProgram.IsNative ? "200" : "10"), CultureInfo.InvariantCulture);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Acknowledged_reports_are_saved_once_after_SIGKILLs()
    {
        using var server = new Server(_data.Path);
        using var load = await StartAndKillAsync(server, Kills);
        await load.StopAsync();

        SavedReports.AssertOnce(_data.Path, load.Acknowledged, SavedReports.InFile(_data.Path));
    }

    [Fact]
    public async Task Acknowledged_reports_are_in_PostgreSQL_once_after_SIGKILLs_and_a_SIGTERM()
    {
        Assert.SkipWhen(PostgresPrograms.Missing is not null, PostgresPrograms.Missing ?? "");
        await using var postgres = await PostgresServer.StartAsync();
        using var server = new Server(_data.Path, postgres.ConnectionString);
        using var load = await StartAndKillAsync(server, Kills / 4);
        await server.StartAsync();
        await load.MoreAsync(100);
        await load.StopAsync();

        var saved = await SavedReports.DeliveredAsync(server, postgres.ConnectionString, load.Count);
        SavedReports.AssertOnce(_data.Path, load.Acknowledged, saved);
    }

    [Fact]
    public async Task SIGTERM_under_load_loses_no_report()
    {
        using var server = new Server(_data.Path);
        await server.StartAsync();
        using var load = Load.Start(server.Address);
        await load.MoreAsync(500);
        await server.TerminateAsync();
        await load.StopAsync();

        SavedReports.AssertOnce(_data.Path, load.Acknowledged, SavedReports.InFile(_data.Path));
    }

    private static async Task<Load> StartAndKillAsync(Server server, int times)
    {
        Load? load = null;
        for (var kills = 0; kills < times; kills++)
        {
            await server.StartAsync();
            load ??= Load.Start(server.Address);
            // Each start acknowledges a report, and is killed at any point between two commits.
            await load.MoreAsync(1);
            await Load.ContinueForAsync(TimeSpan.FromMilliseconds(Random.Shared.Next(200)));
            await server.KillAsync();
        }

        return load!;
    }
}
