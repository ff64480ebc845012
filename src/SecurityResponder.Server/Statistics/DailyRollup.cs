using System.Data.Common;

namespace SecurityResponder.Server.Statistics;

/// <summary>How many clusters there were on one day: what is left of it when its reports are deleted.</summary>
/// <param name="IsDevelopment">Development builds, else all others.</param>
/// <param name="Name">A column of <see cref="Columns"/>, or <c>all</c>.</param>
/// <param name="Value">What they were; <c>""</c> where that was not told, and for <c>all</c>.</param>
/// <param name="Clusters">From 0 for <c>all</c>, from 1 else.</param>
internal sealed record DailyRollup(bool IsDevelopment, string Name, string Value, long Clusters)
{
    /// <summary>What days are counted by: what a curve over years is drawn of, and nothing that only one cluster is.</summary>
    public static IReadOnlyList<FigureColumn> Columns { get; } = [.. FigureColumn.All.Where(column => column.Name
        is "app_version" or FigureColumn.KubernetesMinor or FigureColumn.ClusterSize or "country" or "mode" or "operating_system" or "os" or "arch" or "selinux"
        or "cni_plugin" or "ingress_controller" or "gpu_vendor" or "rancher_managed" or "ip_stack")];

    /// <summary>The days of these that were not counted yet.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="days">Days that are over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<DateOnly>> MissingAsync(DbConnection connection, IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT day FROM daily WHERE name = 'all' AND NOT dev";
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var counted = new HashSet<DateOnly>();
        while (await rows.ReadAsync(cancellationToken))
        {
            counted.Add(rows.GetFieldValue<DateOnly>(0));
        }

        return [.. days.Where(day => !counted.Contains(day))];
    }

    /// <summary>Counts a day.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="sql">The store's SQL.</param>
    /// <param name="day">As the store compares it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<DailyRollup>> ReadAsync(DbConnection connection, FigureSql sql, object day, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Sql(sql);
        command.CommandTimeout = 600;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@day", day);
        command.Parameters.Add(parameter);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var rollups = new List<DailyRollup>();
        while (await rows.ReadAsync(cancellationToken))
        {
            rollups.Add(new DailyRollup(rows.GetBoolean(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3)));
        }
        // A day on which nobody came has been counted, too.
        foreach (var dev in new[] { false, true })
        {
            if (!rollups.Exists(rollup => rollup.Name == "all" && rollup.IsDevelopment == dev))
            {
                rollups.Add(new DailyRollup(dev, "all", "", 0));
            }
        }

        return rollups;
    }

    private static string Sql(FigureSql sql) =>
        "SELECT dev, 'all', '', count(*) FROM cluster_day WHERE day = @day GROUP BY dev"
        + string.Concat(Columns.Select(column =>
            $" UNION ALL SELECT c.dev, '{column.Name}', coalesce({sql.Text(column)}, ''), count(*) FROM cluster_day d "
            + "JOIN report c ON c.cluster_id = d.cluster_id AND c.received_at = d.received_at AND c.report_id = d.report_id "
            + "WHERE d.day = @day GROUP BY 1, 3"));
}
