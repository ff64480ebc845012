using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class PostgresSnapshotTests(PostgresFixture postgres) : SnapshotSuite
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private protected override async Task<IStoreUnderTest> StartAsync(DateTimeOffset now) =>
        await PostgresStoreUnderTest.StartAsync(now, await postgres.NewDatabaseAsync());

    [Fact]
    public async Task A_replica_keeps_the_snapshot_of_another()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await store.SaveAsync(Reports.Of("a"), Noon);
        await store.FlushAsync();
        await using var source = PostgresConnections.Open(database);
        await using (var connection = await source.OpenConnectionAsync(Cancelled))
        await using (var transaction = await connection.BeginTransactionAsync(Cancelled))
        {
            Assert.Equal(true, await connection.ScalarAsync(PostgresStatements.TrySnapshot, Cancelled));
            await store.CountSnapshotAsync(Noon);
            Assert.Equal(0, await store.NumberAsync("SELECT count(*) FROM figure_snapshot"));
        }

        await store.CountSnapshotAsync(Noon);
        await store.SaveAsync(Reports.Of("b"), Noon);
        await store.FlushAsync();
        await store.CountSnapshotAsync(Noon.AddMinutes(1));

        Assert.Equal(1, await store.NumberAsync("SELECT clusters FROM figure_snapshot WHERE name = 'all' AND window_days = 7"));
    }
}
