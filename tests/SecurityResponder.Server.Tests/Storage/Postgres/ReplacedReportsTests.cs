using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>Reports over the quota of their cluster: the newest replaces the others, in the journal and in PostgreSQL.</summary>
public sealed class ReplacedReportsTests(PostgresFixture postgres)
{
    private const string ClusterVersion = "SELECT app_version FROM cluster WHERE NOT dev";

    private const string DayVersion =
        "SELECT r.app_version FROM cluster_day d JOIN report r ON r.cluster_id = d.cluster_id AND r.received_at = d.received_at "
        + "AND r.report_id = d.report_id WHERE NOT d.dev ORDER BY d.day DESC";

    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task PostgreSQL_keeps_one_of_them_however_many_were_forwarded()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await store.SaveAsync(Reports.Of("a", "v1.34.0"), Noon);
        await store.SaveAsync(Reports.Of("b"), Noon);
        for (var i = 1; i <= 5; i++)
        {
            await SaveOverQuotaAsync(store, "a", $"v1.34.{i}", Noon.AddSeconds(i));
            await store.FlushAsync();
        }

        Assert.Equal(3, ReportDatabase.Read(store.Data.Database).Count());
        Assert.Equal(3L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM report"));
        Assert.Equal("v1.34.5", await PostgresFixture.ScalarAsync(database, ClusterVersion + " AND app_version <> 'v1.34.1+rke2r1'"));
    }

    [Fact]
    public async Task Those_that_come_within_one_second_are_replaced_too()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await store.SaveAsync(Reports.Of("a", "v1.34.0"), Noon);
        for (var i = 1; i <= 5; i++)
        {
            await SaveOverQuotaAsync(store, "a", $"v1.34.{i}", Noon.AddMilliseconds(i));
            await store.FlushAsync();
        }

        Assert.Equal(2L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM report"));
        Assert.Equal("v1.34.5", await PostgresFixture.ScalarAsync(database, ClusterVersion));
        Assert.Equal("v1.34.5", await PostgresFixture.ScalarAsync(database, DayVersion));
    }

    [Fact]
    public async Task Each_day_keeps_one()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        for (var i = 0; i < 6; i++)
        {
            await SaveOverQuotaAsync(store, "a", $"v1.34.{i}", Noon.AddDays(i / 3).AddSeconds(i));
            await store.FlushAsync();
        }

        Assert.Equal(2L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM report"));
        Assert.Equal(2L, await PostgresFixture.ScalarAsync(
            database, "SELECT count(*) FROM cluster_day d JOIN report r ON r.cluster_id = d.cluster_id AND r.report_id = d.report_id"));
        Assert.Equal("v1.34.5", await PostgresFixture.ScalarAsync(database, DayVersion));
    }

    // Two replicas count their quotas on their own; the journal of one may be late.
    [Fact]
    public async Task A_late_one_of_another_replica_does_not_replace_a_newer_one()
    {
        var database = await postgres.NewDatabaseAsync();
        var directory = Directory.CreateTempSubdirectory();
        var secret = Path.Combine(directory.FullName, "secret");
        await File.WriteAllTextAsync(secret, new string('s', 32), TestContext.Current.CancellationToken);
        await using var first = await PostgresStoreUnderTest.StartAsync(Noon, database, secret);
        await using var late = await PostgresStoreUnderTest.StartAsync(Noon, database, secret);
        directory.Delete(recursive: true);
        await SaveOverQuotaAsync(late, "a", "v1.34.1", Noon.AddSeconds(1));
        await SaveOverQuotaAsync(first, "a", "v1.34.2", Noon.AddSeconds(2));
        await first.FlushAsync();
        await late.FlushAsync();

        Assert.Equal("v1.34.2", await PostgresFixture.ScalarAsync(database, ClusterVersion));
        Assert.Equal("v1.34.2", await PostgresFixture.ScalarAsync(database, DayVersion));

        await SaveOverQuotaAsync(late, "a", "v1.34.3", Noon.AddSeconds(3));
        await late.FlushAsync();

        Assert.Equal(1L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM report"));
        Assert.Equal("v1.34.3", await PostgresFixture.ScalarAsync(database, DayVersion));
    }

    private static async Task SaveOverQuotaAsync(PostgresStoreUnderTest store, string cluster, string version, DateTimeOffset at)
    {
        store.Time.AdjustTime(at);
        Assert.Equal(SaveOutcome.Saved, await store.Journal.SaveAsync(Reports.Of(cluster, version), isOverQuota: true));
    }
}
