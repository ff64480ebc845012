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
    public async Task A_report_keeps_every_fact_on_its_way()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await store.KeepAsync(Reports.Of("a", "v1.34.1+rke2r1", ("serverNodeCount", 1L << 60), ("os", "Ünïx 'quoted' \"1\""), ("rancher-managed", true), ("rancher-install-uuid", "b")), Noon);
        await store.KeepAsync(Reports.Of(null), Noon);
        await store.SettleAsync();

        var journal = ReportDatabase.Read(store.Data.Database).ToList();
        var rows = await PostgresFixture.RowsAsync(database, $"SELECT {string.Join(", ", StoredReport.Columns)} FROM report ORDER BY report_id = '{new Guid((byte[])journal[1][0]!, bigEndian: true)}'");
        Assert.Equal(2, rows.Count);
        for (var column = 0; column < StoredReport.Columns.Count; column++)
        {
            Assert.Equal(AsPostgres(StoredReport.Columns[column], journal[0][column]), rows[0][column]);
        }

        Assert.Equal(new byte[32], rows[1][StoredReport.Columns.ToList().IndexOf("cluster_id")]);
    }

    [Fact]
    public async Task What_is_sent_again_is_counted_once()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        for (var i = 0; i < 20; i++)
        {
            await store.KeepAsync(Reports.Of(i % 5 == 0 ? null : $"cluster {i % 7}"), Noon.AddSeconds(i));
        }

        await store.SettleAsync();
        await using var source = PostgresConnections.Open(database);
        using (var again = new Forwarder(store.Journal, store.Data, source, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Forwarder>.Instance))
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
    public async Task The_journal_lets_go_of_a_report_ten_minutes_after_PostgreSQL_has_it()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await store.KeepAsync(Reports.Of("a"), Noon);
        await store.SettleAsync();
        await store.KeepAsync(Reports.Of("b"), Noon.AddMinutes(9));
        await store.SettleAsync();
        Assert.Equal(2, ReportDatabase.Read(store.Data.Database).Count());
        await store.KeepAsync(Reports.Of("c"), Noon.AddMinutes(10));
        await store.SettleAsync();

        Assert.Equal(2, ReportDatabase.Read(store.Data.Database).Count());
        Assert.Equal(3L, await PostgresFixture.ScalarAsync(database, "SELECT count(*) FROM report"));
    }

    [Fact]
    public async Task Months_have_their_partitions_whenever_a_report_came()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        foreach (var months in new[] { 0, 1, 5, 14 })
        {
            await store.KeepAsync(Reports.Of("a"), Noon.AddMonths(months));
        }

        await store.SettleAsync();

        Assert.Equal("report_2026_08,report_2026_09,report_2027_01,report_2027_10", await PostgresFixture.ScalarAsync(database, "SELECT string_agg(DISTINCT tableoid::regclass::text, ',') FROM report"));
    }

    [Fact]
    public async Task The_responder_moves_its_reports_to_PostgreSQL_and_all_of_them_before_it_stops()
    {
        var database = await postgres.NewDatabaseAsync();
        await File.WriteAllTextAsync(_directory.File("connection"), database + "\n", Cancelled);
        await using (var responder = await RunningResponder.StartAsync(_directory.File("data"), postgres: "file:" + _directory.File("connection")))
        {
            foreach (var response in await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => responder.CheckAsync(RunningResponder.SmallReport))))
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
    public void A_connection_that_is_none_is_named_in_one_line(string setting)
    {
        var refused = Assert.Throws<InvalidSettingsException>(() => PostgresConnections.Open(setting));

        Assert.StartsWith("--postgres", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static object AsPostgres(string column, object? value) => value switch
    {
        null => DBNull.Value,
        byte[] id when column == "report_id" => new Guid(id, bigEndian: true),
        string text when column == "received_at" => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime,
        long truth when column is "dev" or "rancher_managed" => truth == 1,
        _ => value,
    };
}
