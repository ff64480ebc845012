using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class ForwarderTests(PostgresFixture postgres) : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_report_is_forwarded_with_all_its_values()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await store.SaveAsync(
            Reports.Of(
                "a", "v1.34.1+rke2r1",
                ("serverNodeCount", 1L << 60), ("os", "Ünïx 'quoted' \"1\""), ("rancher-managed", true), ("rancher-install-uuid", "b")),
            Noon);
        await store.SaveAsync(Reports.Of(null), Noon);
        await store.FlushAsync();

        var journal = ReportDatabase.Read(store.Data.Database).ToList();
        var lastId = new Guid((byte[])journal[1][0]!, bigEndian: true);
        var rows = await PostgresFixture.RowsAsync(
            database, $"SELECT {StoredReport.ColumnList} FROM report ORDER BY report_id = '{lastId}'");
        Assert.Equal(2, rows.Count);
        for (var column = 0; column < StoredReport.Columns.Count; column++)
        {
            Assert.Equal(AsPostgres(StoredReport.Columns[column], journal[0][column]), rows[0][column]);
        }

        Assert.Equal(new byte[32], rows[1][StoredReport.Columns.ToList().IndexOf("cluster_id")]);
    }

    [Fact]
    public async Task Reports_that_are_sent_twice_are_counted_once()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        for (var i = 0; i < 20; i++)
        {
            await store.SaveAsync(Reports.Of(i % 5 == 0 ? null : $"cluster {i % 7}"), Noon.AddSeconds(i));
        }

        await store.FlushAsync();
        await using var source = PostgresConnections.Open(database);
        using (var again = new Forwarder(store.Journal, store.Data, source, TimeProvider.System, NullLogger<Forwarder>.Instance))
        {
            Assert.Equal(20, await again.ForwardAsync(Cancelled));
            Assert.Equal(0, await again.ForwardAsync(Cancelled));
            await again.StopAsync(Cancelled);
        }

        Assert.Equal(20L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM report"));
        Assert.Equal(20L, await PostgresFixture.ScalarAsync(database, "SELECT count(DISTINCT report_id) FROM report"));
        Assert.Equal(7L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM cluster"));
        Assert.Equal(7L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM cluster_day"));
    }

    [Fact]
    public async Task A_report_is_deleted_from_the_journal_ten_minutes_after_PostgreSQL_has_committed_it()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await store.SaveAsync(Reports.Of("a"), Noon);
        await store.FlushAsync();
        await store.SaveAsync(Reports.Of("b"), Noon.AddMinutes(9));
        await store.FlushAsync();
        Assert.Equal(2, ReportDatabase.Read(store.Data.Database).Count());
        await store.SaveAsync(Reports.Of("c"), Noon.AddMinutes(10));
        await store.FlushAsync();

        Assert.Equal(2, ReportDatabase.Read(store.Data.Database).Count());
        Assert.Equal(3L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM report"));
    }

    [Fact]
    public async Task Every_day_with_reports_has_a_partition()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        foreach (var months in new[] { 0, 1, 5, 14 })
        {
            await store.SaveAsync(Reports.Of("a"), Noon.AddMonths(months));
        }

        await store.FlushAsync();

        Assert.Equal(
            "report_2026_08_31,report_2026_09_30,report_2027_01_31,report_2027_10_31",
            await PostgresFixture.ScalarAsync(database, "SELECT string_agg(DISTINCT tableoid::regclass::text, ',') FROM report"));
    }

    [Fact]
    public async Task The_responder_sends_all_reports_to_PostgreSQL_before_it_stops()
    {
        var database = await postgres.NewDatabaseAsync();
        await File.WriteAllTextAsync(_directory.File("connection"), database + "\n", Cancelled);
        var connectionFile = "file:" + _directory.File("connection");
        await using (var responder = await RunningResponder.StartAsync(_directory.File("data"), postgres: connectionFile))
        {
            var checks = Enumerable.Range(0, 100).Select(_ => responder.CheckAsync(RunningResponder.SmallReport));
            foreach (var response in await Task.WhenAll(checks))
            {
                response.Dispose();
            }
        }

        Assert.Equal(100L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM report"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Database=reports")]
    [InlineData("file:/nowhere/connection")]
    public void An_invalid_connection_string_is_reported_in_one_line(string setting)
    {
        var refused = Assert.Throws<InvalidSettingsException>(() => PostgresConnections.Open(setting));

        Assert.StartsWith("--postgres", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static object AsPostgres(string column, object? value) => value switch
    {
        null => DBNull.Value,
        byte[] id when column == "report_id" => new Guid(id, bigEndian: true),
        string text when column == "received_at" => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime,
        long flag when column is "dev" or "rancher_managed" => flag == 1,
        _ => value,
    };
}
