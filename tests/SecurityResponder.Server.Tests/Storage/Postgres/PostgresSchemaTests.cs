using Npgsql;
using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class PostgresSchemaTests(PostgresFixture postgres)
{
    // Tables without clusters: with Citus, the first is a reference table, and the others are local.
    private static readonly string[] Local = ["counted_day", "daily", "figure_snapshot", "schema_migration", "secret_check"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replicas_that_start_at_once_migrate_once()
    {
        await using var source = PostgresConnections.Open(await postgres.NewDatabaseAsync());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var writer = await PostgresWriter.ConnectAsync(source, [1], Cancelled);
        }));

        var numbers = PostgresSchema.Migrations.Select(migration => migration.Number).ToList();
        Assert.Equal(numbers, await ListAsync<int>(source, "SELECT number FROM schema_migration ORDER BY number"));
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    // The rules of Citus for a schema, checked in the catalogue.
    [Fact]
    public async Task Every_unique_index_contains_the_distribution_column_and_no_foreign_key_leaves_it()
    {
        await using var source = PostgresConnections.Open(await postgres.NewDatabaseAsync());
        await using (var connection = await source.OpenConnectionAsync(Cancelled))
        {
            await PostgresSchema.MigrateAsync(connection, Cancelled);
            await ReportPartition.AddAsync(connection, new DateOnly(2026, 8, 1), Cancelled);
        }

        const string Select =
            """
            SELECT t.relname::text
            FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public' AND t.relkind IN ('r', 'p')
            """;
        const string UniqueIndex = "JOIN pg_index i ON i.indrelid = t.oid AND i.indisunique";
        const string ClusterId = "JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'cluster_id'";
        var tables = await ListAsync<string>(source, $"{Select} ORDER BY 1");
        var distributed = await ListAsync<string>(source, $"{Select} {ClusterId} AND a.attnotnull ORDER BY 1");
        var unique = await ListAsync<string>(source, $"{Select} {UniqueIndex} ORDER BY 1");
        var uniqueWithCluster = await ListAsync<string>(
            source, $"{Select} {UniqueIndex} {ClusterId} AND a.attnum = ANY (i.indkey) ORDER BY 1");

        Assert.Equal(
            [
                "cluster", "cluster_day", "cluster_name", "counted_day", "daily", "figure_snapshot", "forgotten", "report",
                "report_2026_08_01", "schema_migration", "secret_check",
            ],
            tables);
        Assert.Equal(tables.Except(Local), distributed);
        Assert.Equal(unique.Except(Local), uniqueWithCluster.Distinct());
        Assert.Equal(unique.Count - Local.Length, uniqueWithCluster.Count);
        Assert.Empty(await ListAsync<string>(source, "SELECT conname::text FROM pg_constraint WHERE contype = 'f'"));
    }

    private static async Task<List<T>> ListAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(Cancelled);
        var list = new List<T>();
        while (await rows.ReadAsync(Cancelled))
        {
            list.Add(rows.GetFieldValue<T>(0));
        }

        return list;
    }
}
