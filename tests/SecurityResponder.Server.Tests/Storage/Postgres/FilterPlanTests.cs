using Npgsql;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>How PostgreSQL finds the days of the clusters that meet a filter.</summary>
public sealed class FilterPlanTests(PostgresFixture postgres)
{
    // Three days of 20,000 clusters, of which a tenth has calico.
    private const string Clusters =
        """
        INSERT INTO cluster (cluster_id, dev, received_at, report_id, app_version, kubernetes_version, cni_plugin)
        SELECT sha256(i::text::bytea), false, now(), gen_random_uuid(), 'v1.34.1+rke2r1', 'v1.34.1',
            CASE WHEN i % 10 = 0 THEN 'calico' ELSE 'canal' END
        FROM generate_series(1, 20000) i;
        INSERT INTO cluster_day (cluster_id, dev, day, received_at, report_id)
        SELECT cluster_id, dev, now()::date - back, received_at - back * interval '1 day', report_id
        FROM generate_series(0, 2) back CROSS JOIN cluster
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_of_few_clusters_are_found_by_the_index_and_those_of_most_by_reading_all()
    {
        await using var source = PostgresConnections.Open(await postgres.NewDatabaseAsync());
        await using var connection = await source.OpenConnectionAsync(Cancelled);
        await PostgresSchema.MigrateAsync(connection, Cancelled);
        await connection.ExecuteAsync(Clusters, Cancelled);
        await connection.ExecuteAsync("VACUUM ANALYZE cluster, cluster_day", Cancelled);

        await using var transaction = await new PostgresFigureStore(source).BeginFilteringAsync(connection, Cancelled);

        Assert.Contains("using cluster_day_pkey", await PlanAsync(connection, "calico"), StringComparison.Ordinal);
        Assert.Contains("Hash Join", await PlanAsync(connection, "canal"), StringComparison.Ordinal);
    }

    private static async Task<string> PlanAsync(NpgsqlConnection connection, string plugin)
    {
        var statement = new PostgresFigureStatements().MatchingClustersByDay(
            isUntilToday: true, [new FigureCondition(FigureColumn.Named("cni_plugin"), HasValue: true)]);
        await using var command = new NpgsqlCommand("EXPLAIN " + statement, connection);
        command.Parameters.AddWithValue("dev", false);
        command.Parameters.AddWithValue("first", DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-29)));
        command.Parameters.AddWithValue("last", DateOnly.FromDateTime(DateTime.UtcNow));
        command.Parameters.AddWithValue("from", DateTime.UtcNow.AddDays(-29));
        command.Parameters.AddWithValue("value0", plugin);
        await using var rows = await command.ExecuteReaderAsync(Cancelled);
        var plan = new List<string>();
        while (await rows.ReadAsync(Cancelled))
        {
            plan.Add(rows.GetString(0));
        }

        return string.Join('\n', plan);
    }
}
