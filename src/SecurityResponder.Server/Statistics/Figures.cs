using System.Data.Common;
using System.Globalization;

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
        await using var transaction = filter.Values.Count > 0 ? await store.BeginFilteringAsync(connection, cancellationToken) : null;
        await using var command = Command(connection, filter, statement);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<DateOnly, long>();
        while (await rows.ReadAsync(cancellationToken))
        {
            counts[rows.GetFieldValue<DateOnly>(0)] = rows.GetInt64(1);
        }

        return [.. Days(filter).Select(day => new DayCount(day, counts.GetValueOrDefault(day)))];
    }

    public async Task<IReadOnlyDictionary<string, ValueCounts>> CountByAsync(
        IReadOnlyList<string> columns, FigureFilter filter, CancellationToken cancellationToken)
    {
        var statement = store.Statements.ClustersByValue(
            [.. columns.Select(FigureColumn.Named)], IsUntilToday(filter), Conditions(filter));
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var transaction = filter.Values.Count > 0 ? await store.BeginFilteringAsync(connection, cancellationToken) : null;
        await using var command = Command(connection, filter, statement);
        Add(command, "limit", IFigures.MaxValues);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<NamedCount>();
        while (await rows.ReadAsync(cancellationToken))
        {
            counts.Add(new NamedCount(rows.GetString(0), rows.GetString(1), rows.GetInt64(2)));
        }

        return ValueCounts.ByColumn(columns, counts);
    }

    public async Task<FigureSnapshot?> SnapshotAsync(int windowDays, bool isDevelopment, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = store.Statements.Snapshot;
        Add(command, "window", windowDays);
        Add(command, "dev", isDevelopment);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var (at, counts) = ((DateTimeOffset?)null, new List<NamedCount>());
        while (await rows.ReadAsync(cancellationToken))
        {
            at ??= new DateTimeOffset(DateTime.SpecifyKind(rows.GetDateTime(0), DateTimeKind.Utc));
            counts.Add(new NamedCount(rows.GetString(1), rows.GetString(2), rows.GetInt64(3)));
        }

        return at is { } time ? FigureSnapshot.Of(time, windowDays, counts) : null;
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
}
