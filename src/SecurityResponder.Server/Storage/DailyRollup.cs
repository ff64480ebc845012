using System.Data.Common;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage;

/// <summary>The number of clusters with one value on one day; it stays when the reports of the day are deleted.</summary>
/// <param name="IsDevelopment">True for development builds, false for all others.</param>
/// <param name="Name">One of <see cref="Columns"/>, or <c>all</c>.</param>
/// <param name="Value">The value; <c>""</c> when it is unknown, and for <c>all</c>.</param>
/// <param name="Clusters">From 0 for <c>all</c>, from 1 otherwise.</param>
internal sealed record DailyRollup(bool IsDevelopment, string Name, string Value, long Clusters)
{
    /// <summary>The columns that days are counted by: those that are of interest over years and identify no cluster.</summary>
    public static IReadOnlyList<FigureColumn> Columns { get; } = [.. FigureColumn.All.Where(column => column.Name
        is "app_version" or FigureColumn.KubernetesMinor or FigureColumn.ClusterSize or "country" or "mode" or "operating_system"
        or "os" or "arch" or "selinux" or "cni_plugin" or "ingress_controller" or "gpu_vendor" or "rancher_managed" or "ip_stack")];

    /// <summary>Returns the days of the retention period that have no rollup.</summary>
    /// <param name="connection">A connection to the store.</param>
    /// <param name="days">The past days of the retention period, at least one.</param>
    /// <param name="first">The first of them, as the store compares days.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static async Task<IReadOnlyList<DateOnly>> MissingAsync(
        DbConnection connection, IEnumerable<DateOnly> days, object first, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, FigureStatements.RolledUpDays, "@first", first);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var present = new HashSet<DateOnly>();
        while (await rows.ReadAsync(cancellationToken))
        {
            present.Add(rows.GetFieldValue<DateOnly>(0));
        }

        return [.. days.Where(day => !present.Contains(day))];
    }

    /// <summary>Counts the clusters of a day.</summary>
    /// <param name="connection">A connection to the store.</param>
    /// <param name="statement">The store's statement.</param>
    /// <param name="day">The day, as the store compares days.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static async Task<IReadOnlyList<DailyRollup>> ReadAsync(
        DbConnection connection, string statement, object day, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, statement, "@day", day);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var rollups = new List<DailyRollup>();
        while (await rows.ReadAsync(cancellationToken))
        {
            rollups.Add(new DailyRollup(rows.GetBoolean(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3)));
        }

        // A day without reports gets a rollup too, so that it is not counted again.
        foreach (var dev in new[] { false, true })
        {
            if (!rollups.Exists(rollup => rollup.Name == "all" && rollup.IsDevelopment == dev))
            {
                rollups.Add(new DailyRollup(dev, "all", "", 0));
            }
        }

        return rollups;
    }

    private static DbCommand Command(DbConnection connection, string statement, string name, object value)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (statement, 600);
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return command;
    }
}
