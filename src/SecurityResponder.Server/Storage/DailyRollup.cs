using System.Data.Common;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage;

/// <summary>The number of clusters with one value on one day; it stays when the reports of the day are deleted.</summary>
/// <param name="IsDevelopment">True for development builds, false for all others.</param>
/// <param name="Name">One of <see cref="Columns"/>, or <c>all</c>.</param>
/// <param name="Value">The value; <c>""</c> when it is unknown, and for <c>all</c>; <see cref="OtherValues"/> for the sum of all values
/// that are not kept.</param>
/// <param name="Clusters">From 0 for <c>all</c>, from 1 otherwise.</param>
internal sealed record DailyRollup(bool IsDevelopment, string Name, string Value, long Clusters)
{
    /// <summary>The name of the row that counts all clusters.</summary>
    public const string All = "all";

    /// <summary>The value of the sum of all values that are not kept.</summary>
    public const string OtherValues = FigureSheet.Rest;

    /// <summary>The maximum number of values that are kept of one day: any number of clusters can be invented.</summary>
    public const int MaxValues = 10_000;

    /// <summary>The columns that days are counted by: those that are of interest over years and identify no cluster.</summary>
    public static IReadOnlyList<FigureColumn> Columns { get; } = [.. FigureColumn.All.Where(column => column.Name
        is "app_version" or FigureColumn.KubernetesMinor or FigureColumn.ClusterSize or "country" or "mode" or "operating_system"
        or "os" or "arch" or "selinux" or "cni_plugin" or "ingress_controller" or "gpu_vendor" or "rancher_managed" or "ip_stack")];

    /// <summary>Counts the clusters of a day.</summary>
    /// <param name="connection">A connection to the store.</param>
    /// <param name="statement">The store's statement. It returns <see cref="All"/>, and the values that at least
    /// <see cref="Precision.MinClusters"/> clusters have: a rare value may identify a cluster, and the counts are kept for ever.</param>
    /// <param name="day">The day, as the store compares days.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static async Task<IReadOnlyList<DailyRollup>> ReadAsync(
        DbConnection connection, string statement, object day, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (statement, 600);
        foreach (var (name, value) in new[] { ("@day", day), ("@min", Precision.MinClusters), ("@limit", MaxValues) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var rollups = new List<DailyRollup>();
        while (await rows.ReadAsync(cancellationToken))
        {
            rollups.Add(new DailyRollup(rows.GetBoolean(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3)));
        }

        return Complete(rollups);
    }

    // A day without reports gets a row too, so that it is not counted again.
    private static List<DailyRollup> Complete(List<DailyRollup> kept)
    {
        var values = kept.Where(rollup => rollup.Name != All && rollup.Value != OtherValues).ToList();
        foreach (var dev in new[] { false, true })
        {
            var all = kept.Find(rollup => rollup.Name == All && rollup.IsDevelopment == dev)?.Clusters ?? 0;
            var clusters = values.Where(rollup => rollup.IsDevelopment == dev)
                .GroupBy(rollup => rollup.Name).ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.Clusters));
            values.Add(new DailyRollup(dev, All, "", all));
            values.AddRange(Columns
                .Select(column => new DailyRollup(dev, column.Name, OtherValues, all - clusters.GetValueOrDefault(column.Name)))
                .Where(other => other.Clusters > 0));
        }

        return values;
    }
}
