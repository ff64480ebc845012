namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>Responders behind a PgBouncer with transaction pooling.</summary>
public sealed class PgBouncerTests(PostgresFixture postgres) : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Replicas_that_share_two_sessions_write_and_count_every_report()
    {
        var database = await postgres.NewDatabaseBehindPgBouncerAsync("transaction");
        await File.WriteAllTextAsync(_directory.File("secret"), new string('s', 32), Cancelled);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async replica =>
        {
            await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database, _directory.File("secret"));
            for (var round = 0; round < 5; round++)
            {
                for (var i = 0; i < 20; i++)
                {
                    await store.SaveAsync(Reports.Of($"cluster {i * (replica + 1)}"), Noon.AddSeconds(i));
                }

                await store.FlushAsync();
                await store.MaintainAsync(Noon.AddDays(1));
            }
        }));

        await using var after = await PostgresStoreUnderTest.StartAsync(Noon, database, _directory.File("secret"));
        await after.MaintainAsync(Noon.AddDays(1));
        Assert.Equal(400, await after.NumberAsync("SELECT count(*) FROM report"));
        Assert.Equal(
            await after.NumberAsync("SELECT count(DISTINCT cluster_id) FROM report"),
            await after.NumberAsync("SELECT clusters FROM daily WHERE name = 'all' AND NOT dev"));
    }

    // PgBouncer keeps the connection to the responder, so the restart is no broken connection there.
    [Fact]
    public async Task A_server_that_was_replaced_behind_PgBouncer_gets_all_reports_of_the_journal_again()
    {
        Assert.SkipWhen(PgBouncer.Missing is not null, PgBouncer.Missing ?? "");
        await using var server = await PostgresServer.StartAsync();
        await using var pooler = await PgBouncer.StartAsync(server.Port, "transaction");
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, pooler.InFrontOf(server.ConnectionString));
        await store.SaveAsync(Reports.Of("a"), Noon);
        await store.FlushAsync();
        await server.ExecuteAsync("TRUNCATE report, cluster, cluster_day");
        await server.SignalAsync("KILL");
        await server.ContinueAsync();
        await store.SaveAsync(Reports.Of("b"), Noon);
        var failures = 0;
        while (failures < 20 && !await TryFlushAsync(store))
        {
            failures++;
            await Task.Delay(500, Cancelled);
        }

        Assert.InRange(failures, 1, 19);
        Assert.Equal(2, await store.NumberAsync("SELECT count(*) FROM report"));
    }

    private static async Task<bool> TryFlushAsync(PostgresStoreUnderTest store)
    {
        try
        {
            await store.FlushAsync();
            return true;
        }
        catch (Exception exception) when (exception is IOException or Npgsql.NpgsqlException)
        {
            return false;
        }
    }
}
