using System.Data.Common;
using System.Globalization;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Statistics;

/// <summary>Reads the figures of a store.</summary>
internal sealed class Figures(IFigureStore store, TimeProvider time) : IFigures, IClusterNames
{
    public async Task<IReadOnlyList<DayCount>> ActiveByDayAsync(FigureFilter filter, CancellationToken cancellationToken)
    {
        var conditions = Conditions(filter);
        var statement = conditions.Count == 0
            ? store.Statements.ClustersByDay
            : store.Statements.MatchingClustersByDay(IsUntilToday(filter), conditions);
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = Command(connection, filter, statement);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<DateOnly, long>();
        while (await rows.ReadAsync(cancellationToken))
        {
            counts[rows.GetFieldValue<DateOnly>(0)] = rows.GetInt64(1);
        }

        return [.. Days(filter).Select(day => new DayCount(day, counts.GetValueOrDefault(day)))];
    }

    public async Task<long> CountAsync(FigureFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = Command(connection, filter, store.Statements.ClusterCount(IsUntilToday(filter), Conditions(filter)));
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<IReadOnlyList<ValueCount>> CountByAsync(string column, FigureFilter filter, CancellationToken cancellationToken)
    {
        var statement = store.Statements.ClustersByValue(FigureColumn.Named(column), IsUntilToday(filter), Conditions(filter));
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = Command(connection, filter, statement);
        Add(command, "limit", IFigures.MaxValues);
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
        await using var command = Command(connection, filter, store.Statements.Clusters(IsUntilToday(filter), Conditions(filter)));
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
        command.CommandText = name is null ? store.Statements.RemoveName : store.Statements.SetName;
        Add(command, "cluster", clusterId);
        if (name is not null)
        {
            Add(command, "name", name);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // No report is newer than today: in a window that ends today, the latest report of a cluster is its latest in the window.
    private bool IsUntilToday(FigureFilter filter) => filter.To >= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static IEnumerable<DateOnly> Days(FigureFilter filter) =>
        Enumerable.Range(0, Math.Max(0, filter.To.DayNumber - filter.From.DayNumber + 1)).Select(filter.From.AddDays);

    // In the same order as the parameters @value0, @value1, ... of the command.
    private static List<FigureCondition> Conditions(FigureFilter filter) =>
        [.. filter.Values.Select(value => new FigureCondition(FigureColumn.Named(value.Key), value.Value is not null))];

    private DbCommand Command(DbConnection connection, FigureFilter filter, string statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
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
        FigureColumn.All.Index().ToDictionary(column => column.Item.Name, column => Value(row, column.Item.Kind, 3 + column.Index)));

    private static object? Value(DbDataReader row, ColumnKind kind, int index) => kind switch
    {
        _ when row.IsDBNull(index) => null,
        ColumnKind.Count => row.GetInt64(index),
        ColumnKind.Boolean => row.GetBoolean(index),
        _ => row.GetString(index),
    };
}
