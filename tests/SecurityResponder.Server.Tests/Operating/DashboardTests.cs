using System.Text.Json;
using Npgsql;
using SecurityResponder.Server.Storing.Postgres;
using SecurityResponder.Server.Tests.Storing;

namespace SecurityResponder.Server.Tests.Operating;

/// <summary><c>docs/grafana/clusters.json</c> against a real PostgreSQL with this program's schema.</summary>
public sealed class DashboardTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_panel_asks_what_the_schema_can_answer_and_shows_the_one_cluster_that_is_there()
    {
        await using var source = PostgresConnections.Open(await postgres.NewDatabaseAsync());
        await using var connection = await source.OpenConnectionAsync(Cancelled);
        await PostgresSchema.MigrateAsync(connection, Cancelled);
        await PostgresSchema.AddPartitionAsync(connection, new DateOnly(DateTime.UtcNow.Year, DateTime.UtcNow.Month, 1), Cancelled);
        await FillAsync(connection);
        var panels = Panels();

        Assert.Equal(14, panels.Count);
        foreach (var (title, sql) in panels)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await using var rows = await command.ExecuteReaderAsync(Cancelled);
            Assert.True(await rows.ReadAsync(Cancelled), $"{title}: no row");
            var figure = Convert.ToInt64(rows.GetValue(rows.FieldCount - 1), System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(figure == title switch { "Development builds" => 0, "Nodes" => 5, _ => 1 }, $"{title}: {figure}");
            Assert.False(await rows.ReadAsync(Cancelled), $"{title}: more than one row");
        }
    }

    // One report of one cluster, now.
    private static async Task FillAsync(NpgsqlConnection connection)
    {
        const string Facts = "(cluster_id, received_at, report_id, app_version, kubernetes_version, dev, server_node_count, agent_node_count) "
            + "VALUES ('\\x01', now(), gen_random_uuid(), 'v1.35.7+rke2r1', 'v1.35.7', false, 3, 2)";
        await using var fill = new NpgsqlCommand(
            $"INSERT INTO report {Facts}; INSERT INTO cluster {Facts}; INSERT INTO cluster_day VALUES ('\\x01', false, (now() AT TIME ZONE 'UTC')::date, now(), gen_random_uuid());",
            connection);
        await fill.ExecuteNonQueryAsync(Cancelled);
    }

    // What Grafana puts in the place of its macros, for the last month.
    private static List<(string Title, string Sql)> Panels()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Repository.Dashboard));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()
            .Select(target => (panel.GetProperty("title").GetString()!, target.GetProperty("rawSql").GetString()!
                .Replace("$__timeFilter(received_at)", "received_at BETWEEN now() - interval '30 days' AND now() + interval '1 day'", StringComparison.Ordinal)
                .Replace("$__timeFrom()", "(now() - interval '30 days')", StringComparison.Ordinal)
                .Replace("$__timeTo()", "(now() + interval '1 day')", StringComparison.Ordinal))))];
    }
}
