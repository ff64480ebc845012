using System.Data.Common;
using System.Globalization;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Statistics;

/// <summary>The figures of a store.</summary>
internal sealed class Figures(IFigureStore store, TimeProvider time) : IFigures, IClusterNames
{
    public async Task<IReadOnlyList<DayCount>> ActiveByDayAsync(FigureFilter filter, CancellationToken cancellationToken)
    {
        var (sql, conditions) = (store.Sql, Conditions(filter));
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = Command(connection, filter, conditions.Count == 0 ? FigureSql.ByDay : sql.ByDayWhere(IsUntilToday(filter), conditions));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<DateOnly, long>();
        while (await rows.ReadAsync(cancellationToken))
        {
            counts[rows.GetFieldValue<DateOnly>(0)] = rows.GetInt64(1);
        }

        return [.. Days(filter).Select(day => new DayCount(day, counts.GetValueOrDefault(day)))];
    }

    public async Task<IReadOnlyList<ValueCount>> CountByAsync(string column, FigureFilter filter, CancellationToken cancellationToken)
    {
        var sql = store.Sql.CountBy(FigureColumn.Named(column), IsUntilToday(filter), Conditions(filter));
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = Command(connection, filter, sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<ValueCount>();
        while (await rows.ReadAsync(cancellationToken))
        {
            counts.Add(new ValueCount(rows.IsDBNull(0) ? null : rows.GetString(0), rows.GetInt64(1)));
        }

        return [.. counts.OrderByDescending(count => count.Clusters).ThenBy(count => count.Value, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<FleetCluster>> FleetAsync(FigureFilter filter, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = Command(connection, filter, store.Sql.Fleet(IsUntilToday(filter), Conditions(filter)));
        Add(command, "limit", limit);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var clusters = new List<FleetCluster>();
        while (await rows.ReadAsync(cancellationToken))
        {
            clusters.Add(Cluster(rows));
        }

        return clusters;
    }

    public async Task SetNameAsync(byte[] clusterId, string? name, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = name is null
            ? "DELETE FROM cluster_name WHERE cluster_id = @cluster"
            : "INSERT INTO cluster_name (cluster_id, name) VALUES (@cluster, @name) ON CONFLICT (cluster_id) DO UPDATE SET name = excluded.name";
        Add(command, "cluster", clusterId);
        if (name is not null)
        {
            Add(command, "name", name);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Nothing can have been seen after today, so the latest report of all is the latest of the window.
    private bool IsUntilToday(FigureFilter filter) => filter.To >= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static IEnumerable<DateOnly> Days(FigureFilter filter) =>
        Enumerable.Range(0, Math.Max(0, filter.To.DayNumber - filter.From.DayNumber + 1)).Select(filter.From.AddDays);

    // In one order for the SQL and for its parameters.
    private static List<(FigureColumn Column, bool IsTold)> Conditions(FigureFilter filter) =>
        [.. filter.Values.Select(value => (FigureColumn.Named(value.Key), value.Value is not null))];

    private DbCommand Command(DbConnection connection, FigureFilter filter, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        Add(command, "dev", filter.IsDevelopment);
        Add(command, "first", store.Day(filter.From));
        Add(command, "last", store.Day(filter.To));
        Add(command, "from", store.Instant(new DateTimeOffset(filter.From, TimeOnly.MinValue, TimeSpan.Zero)));
        foreach (var (index, value) in filter.Values.Values.Index())
        {
            if (value is not null)
            {
                Add(command, string.Create(CultureInfo.InvariantCulture, $"value{index}"), value);
            }
        }

        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@" + name, value);
        command.Parameters.Add(parameter);
    }

    private static FleetCluster Cluster(DbDataReader row) => new(
        row.GetFieldValue<byte[]>(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(2), DateTimeKind.Utc)),
        FigureColumn.All.Select((column, index) => (column, Value: Value(row, column.Kind, 3 + index))).ToDictionary(value => value.column.Name, value => value.Value));

    private static object? Value(DbDataReader row, ColumnKind kind, int index) => kind switch
    {
        _ when row.IsDBNull(index) => null,
        ColumnKind.Count => row.GetInt64(index),
        ColumnKind.Boolean => row.GetBoolean(index),
        _ => row.GetString(index),
    };
}
