using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Tests.Storage;
using SecurityResponder.Server.Tests.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Telemetry;

/// <summary><c>docs/grafana/clusters.json</c> against a real PostgreSQL with this program's schema.</summary>
public sealed class DashboardTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static readonly (long? Servers, long? Agents)[] Sizes =
        [(1, 0), (1, null), (3, null), (null, 40), (null, null), (0, 0), (3, 2), (3, 3), (3, 2), (3, 18), (3, 98), (3, 498)];

    [Fact]
    public async Task Every_panel_asks_what_the_schema_can_answer_and_shows_the_one_cluster_that_is_there()
    {
        await using var source = PostgresConnections.Open(await postgres.NewDatabaseAsync());
        await using var connection = await OpenAsync(source);
        await FillAsync(connection, number: 1, servers: 3, agents: 2);
        var panels = Panels();

        Assert.Equal(14, panels.Count);
        foreach (var (title, sql) in panels)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await using var rows = await command.ExecuteReaderAsync(Cancelled);
            Assert.True(await rows.ReadAsync(Cancelled), $"{title}: no row");
            var figure = Convert.ToInt64(rows.GetValue(rows.FieldCount - 1), CultureInfo.InvariantCulture);
            Assert.True(figure == title switch { "Development builds" => 0, "Nodes" => 5, _ => 1 }, $"{title}: {figure}");
            Assert.False(await rows.ReadAsync(Cancelled), $"{title}: more than one row");
        }
    }

    [Fact]
    public async Task Whoever_does_not_tell_all_its_nodes_is_of_no_size_and_the_page_says_the_same()
    {
        await using var source = PostgresConnections.Open(await postgres.NewDatabaseAsync());
        await using var connection = await OpenAsync(source);
        foreach (var (number, (servers, agents)) in Sizes.Index())
        {
            await FillAsync(connection, number, servers, agents);
        }

        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var page = await new Figures(new PostgresFigureStore(source), TimeProvider.System).CountByAsync(
            FigureColumn.ClusterSize, new(today.AddDays(-30), today, false, new Dictionary<string, string?>()), Cancelled);
        var shown = await RowsAsync(connection, "Cluster sizes");

        Assert.Equal([("1", 1), ("2-5", 2), ("6-20", 1), ("21-100", 1), ("101-500", 1), ("501+", 1), ("not reported", 5)], shown);
        Assert.Equal(page.Select(count => (count.Value ?? "not reported", count.Clusters)).Order(), shown.Order());
        Assert.Equal(Sizes.Sum(size => size.Servers + size.Agents ?? 0), Assert.Single(await RowsAsync(connection, "Nodes")).Figure);
    }

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync(Cancelled);
        await PostgresSchema.MigrateAsync(connection, Cancelled);
        await ReportPartition.AddAsync(connection, DateOnly.FromDateTime(DateTime.UtcNow), Cancelled);
        return connection;
    }

    // First and last column of each row of a panel.
    private static async Task<List<(string Value, long Figure)>> RowsAsync(NpgsqlConnection connection, string panel)
    {
        await using var command = new NpgsqlCommand(Panels().Single(found => found.Title == panel).Sql, connection);
        await using var rows = await command.ExecuteReaderAsync(Cancelled);
        var found = new List<(string, long)>();
        while (await rows.ReadAsync(Cancelled))
        {
            found.Add((Convert.ToString(rows.GetValue(0), CultureInfo.InvariantCulture)!,
                Convert.ToInt64(rows.GetValue(rows.FieldCount - 1), CultureInfo.InvariantCulture)));
        }

        return found;
    }

    // One report of one cluster, now; null is what it does not tell.
    private static async Task FillAsync(NpgsqlConnection connection, int number, long? servers, long? agents)
    {
        const string Facts =
            "(cluster_id, received_at, report_id, app_version, kubernetes_version, dev, server_node_count, agent_node_count) "
            + "VALUES ($1, now(), gen_random_uuid(), 'v1.35.7+rke2r1', 'v1.35.7', false, $2, $3)";
        foreach (var sql in new[] { $"INSERT INTO report {Facts}", $"INSERT INTO cluster {Facts}" })
        {
            await using var fill = new NpgsqlCommand(sql, connection)
            {
                Parameters =
                {
                    new() { Value = new[] { (byte)number } },
                    new() { Value = (object?)servers ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                    new() { Value = (object?)agents ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                },
            };
            await fill.ExecuteNonQueryAsync(Cancelled);
        }

        await PostgresBackfill.Clusters.FillNextAsync(connection, Cancelled);
        await using var day = new NpgsqlCommand(
            "INSERT INTO cluster_day VALUES ($1, false, (now() AT TIME ZONE 'UTC')::date, now(), gen_random_uuid())", connection);
        day.Parameters.Add(new() { Value = new[] { (byte)number } });
        await day.ExecuteNonQueryAsync(Cancelled);
    }

    // What Grafana puts in the place of its macros, for the last month.
    private static List<(string Title, string Sql)> Panels()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Repository.Dashboard));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()
            .Select(target => (panel.GetProperty("title").GetString()!, target.GetProperty("rawSql").GetString()!
                .Replace("$__timeFilter(received_at)", "received_at BETWEEN now() - interval '30 days' AND now() + interval '1 day'",
                    StringComparison.Ordinal)
                .Replace("$__timeFrom()", "(now() - interval '30 days')", StringComparison.Ordinal)
                .Replace("$__timeTo()", "(now() + interval '1 day')", StringComparison.Ordinal))))];
    }
}
