using System.Globalization;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>A database of the previous version, with partitions of months, is migrated.</summary>
public sealed class PostgresMigrationTests(PostgresFixture postgres)
{
    private const int PreviousVersion = 3;

    private const string Rows =
        """
        CREATE TABLE report_2026_08 PARTITION OF report FOR VALUES FROM ('2026-08-01 00:00+00') TO ('2026-09-01 00:00+00');
        CREATE TABLE report_2999_01 PARTITION OF report FOR VALUES FROM ('2999-01-01 00:00+00') TO ('2999-02-01 00:00+00');
        INSERT INTO report
            (cluster_id, received_at, report_id, app_version, kubernetes_version, server_node_count, agent_node_count, dev)
        VALUES ('\x01', '2026-08-30 12:00+00', gen_random_uuid(), 'v1.34.1+rke2r1', 'v1.34.1', 1, 2, false);
        INSERT INTO cluster SELECT * FROM report;
        INSERT INTO cluster_day SELECT cluster_id, dev, '2026-08-30', received_at, report_id FROM report;
        INSERT INTO daily (day, dev, name, value, clusters) VALUES
            ('2026-01-01', false, 'all', '', 9), ('2026-01-01', false, 'os', 'SLES', 5), ('2026-01-01', false, 'os', 'ACME', 1),
            ('2026-01-01', false, 'os', '', 3), ('2026-01-01', true, 'all', '', 0), ('2026-08-30', false, 'all', '', 1),
            ('2026-08-30', true, 'all', '', 0)
        """;

    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_keeps_its_counts_and_its_figures()
    {
        var database = await postgres.NewDatabaseAsync();
        await CreatePreviousAsync(database);
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await store.SaveAsync(Reports.Of("b", facts: [("serverNodeCount", 1), ("agentNodeCount", 0)]), Noon);
        await store.FlushAsync();

        Assert.Equal("2026-01-01 final, 2026-08-30 counted", await TextAsync(
            database, "SELECT string_agg(day || ' ' || state, ', ' ORDER BY day) FROM counted_day WHERE day < '2026-08-31'"));
        Assert.Equal("(other values) 4, SLES 5", await TextAsync(
            database, "SELECT string_agg(value || ' ' || clusters, ', ' ORDER BY value) FROM daily WHERE name = 'os'"));
        await store.MaintainAsync(Noon);
        var window = new FigureFilter(new(2026, 8, 1), new(2026, 8, 31), false, new Dictionary<string, string?>());
        Assert.Equal([new("v1.34", 2)], await store.Figures.CountByAsync("kubernetes_minor", window, Cancelled));
        Assert.Equal([new("1", 1), new("2-5", 1)], await store.Figures.CountByAsync("cluster_size", window, Cancelled));
        await store.MaintainAsync(Noon.AddDays(1));
        Assert.Equal([9], (await store.Figures.ActiveByDayAsync(window with { From = new(2026, 1, 1), To = new(2026, 1, 1) }, Cancelled))
            .Select(day => day.Clusters));
    }

    [Fact]
    public async Task Its_partitions_of_months_are_used_up_and_dropped()
    {
        var database = await postgres.NewDatabaseAsync();
        await CreatePreviousAsync(database);
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await store.SaveAsync(Reports.Of("b"), Noon);
        await store.SaveAsync(Reports.Of("b"), Noon.AddDays(1));
        await store.FlushAsync();
        Assert.Equal("report_2026_08, report_2026_09_01", await PartitionsAsync(database));

        await store.MaintainAsync(Noon.AddDays(90));
        Assert.Equal(2, await store.NumberAsync("SELECT count(*) FROM report"));
        await store.MaintainAsync(Noon.AddDays(91));
        Assert.StartsWith("report_2026_09_01, report_2026_11_", await PartitionsAsync(database));
        Assert.Equal(1, await store.NumberAsync("SELECT count(*) FROM report"));
    }

    private static Task<string?> PartitionsAsync(string database) => TextAsync(
        database, "SELECT string_agg(inhrelid::regclass::text, ', ' ORDER BY 1) FROM pg_inherits WHERE inhparent = 'report'::regclass");

    private static async Task CreatePreviousAsync(string database)
    {
        await using var source = PostgresConnections.Open(database);
        await using var connection = await source.OpenConnectionAsync(Cancelled);
        await connection.ExecuteAsync(
            "CREATE TABLE schema_migration (number integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())", Cancelled);
        foreach (var (number, sql) in PostgresSchema.Migrations.Where(migration => migration.Number <= PreviousVersion))
        {
            await connection.ExecuteAsync(sql, Cancelled);
            await connection.ExecuteAsync(
                string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_migration (number) VALUES ({number})"), Cancelled);
        }

        await connection.ExecuteAsync(Rows, Cancelled);
    }

    private static async Task<string?> TextAsync(string database, string sql) =>
        await PostgresFixture.ScalarAsync(database, sql) as string;
}
