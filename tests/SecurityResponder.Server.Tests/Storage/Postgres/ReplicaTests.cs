using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>Several responders in front of one PostgreSQL.</summary>
public sealed class ReplicaTests(PostgresFixture postgres) : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Replicas_that_send_reports_of_the_same_clusters_at_once_do_not_block_each_other()
    {
        var database = await postgres.NewDatabaseAsync();
        await File.WriteAllTextAsync(_directory.File("secret"), new string('s', 32) + "\n", TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async replica =>
        {
            await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database, _directory.File("secret"));
            var random = new Random(replica);
            for (var round = 0; round < 10; round++)
            {
                for (var i = 0; i < 50; i++)
                {
                    await store.SaveAsync(Reports.Of($"cluster {random.Next(20)}"), Noon.AddSeconds(random.Next(86400)));
                }

                await store.FlushAsync();
            }
        }));

        Assert.Equal(2000L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM report"));
        Assert.Equal(20L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM cluster"));
        Assert.Equal(true, await PostgresFixture.ScalarAsync(database,
            """
            SELECT bool_and(c.received_at = (SELECT max(r.received_at) FROM report r WHERE r.cluster_id = c.cluster_id))
            FROM cluster c
            """));
    }

    [Fact]
    public async Task A_replica_with_another_secret_writes_nothing()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var first = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await first.SaveAsync(Reports.Of("a"), Noon);
        await first.FlushAsync();
        await using var second = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await second.SaveAsync(Reports.Of("a"), Noon);

        Assert.Contains("another secret", (await Assert.ThrowsAsync<InvalidDataException>(second.FlushAsync)).Message);
        Assert.Equal(1L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM report"));
        Assert.Single(ReportDatabase.Read(second.Data.Database));
    }
}
