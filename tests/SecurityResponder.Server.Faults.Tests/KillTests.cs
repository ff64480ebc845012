using System.Globalization;

namespace SecurityResponder.Server.Faults.Tests;

/// <summary>The responder is killed at a random moment under load, again and again.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    // Two hundred lives of the native program take two minutes; those of the other one ten.
    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("RESPONDER_KILLS") ?? (ResponderProgram.IsNative ? "200" : "10"), CultureInfo.InvariantCulture);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_there_once_after_SIGKILLs()
    {
        using var server = new Server(_data.Path);
        using var load = await LiveAndDieAsync(server, Kills);
        await load.StopAsync();

        Kept.AssertOnce(_data.Path, load.Acknowledged, Kept.InFile(_data.Path));
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_PostgreSQL_once_after_SIGKILLs_and_a_SIGTERM()
    {
        Assert.SkipWhen(PostgresPrograms.Missing is not null, PostgresPrograms.Missing ?? "");
        await using var postgres = await PostgresServer.StartAsync();
        using var server = new Server(_data.Path, postgres.ConnectionString);
        using var load = await LiveAndDieAsync(server, Kills / 4);
        await server.StartAsync();
        await load.MoreAsync(100);
        await load.StopAsync();

        Kept.AssertOnce(_data.Path, load.Acknowledged, await Kept.DeliveredAsync(server, postgres.ConnectionString, load.Count));
    }

    [Fact]
    public async Task SIGTERM_under_load_ends_well_and_loses_nothing()
    {
        using var server = new Server(_data.Path);
        await server.StartAsync();
        using var load = Load.Start(server.Address);
        await load.MoreAsync(500);
        await server.TerminateAsync();
        await load.StopAsync();

        Kept.AssertOnce(_data.Path, load.Acknowledged, Kept.InFile(_data.Path));
    }

    private static async Task<Load> LiveAndDieAsync(Server server, int times)
    {
        Load? load = null;
        for (var life = 0; life < times; life++)
        {
            await server.StartAsync();
            load ??= Load.Start(server.Address);
            // Each life has something to lose, and ends at any point between two commits.
            await load.MoreAsync(1);
            await Load.LastAsync(TimeSpan.FromMilliseconds(Random.Shared.Next(200)));
            await server.KillAsync();
        }

        return load!;
    }
}
