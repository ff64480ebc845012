using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Statistics;

/// <summary>Reads single clusters from a store.</summary>
internal sealed class FleetReader(IFigureStore store) : IFleet
{
    private static readonly IReadOnlyList<FigureColumn> ListColumns =
        [FigureColumn.Named("server_node_count"), FigureColumn.Named("agent_node_count"), .. FleetGroup.Columns];

    public async Task<long> CountAsync(FleetFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = Command(connection, filter, store.Statements.FleetCount(Clauses(filter)));
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<IReadOnlyList<FleetGroup>> GroupsAsync(FleetFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = Command(connection, filter, store.Statements.FleetGroups(Clauses(filter)));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var groups = new List<FleetGroup>();
        while (await rows.ReadAsync(cancellationToken))
        {
            groups.Add(new FleetGroup(Values(rows, FleetGroup.Columns, 0), rows.GetInt64(FleetGroup.Columns.Count)));
        }

        return groups;
    }

    public async IAsyncEnumerable<FleetCluster> ReadAsync(
        FleetFilter filter, FleetOrder order, FleetRange? range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var statement = store.Statements.FleetClusters(
            Clauses(filter, order.Groups is not null), order.Sort, order.IsDescending, range is not null);
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = Command(connection, filter, statement);
        if (range is not null)
        {
            Add(command, "limit", range.Limit);
            Add(command, "offset", range.Offset);
        }

        if (order.Groups is { } groups)
        {
            Add(command, "groups", Json(groups));
            Add(command, "versions", Json(groups.Select(FleetGroup.VersionIn).Distinct()));
        }

        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            yield return Cluster(rows, ListColumns);
        }
    }

    public async Task<FleetCluster?> FindAsync(byte[] clusterId, bool isDevelopment, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = store.Statements.FleetCluster;
        Add(command, "cluster", clusterId);
        Add(command, "dev", isDevelopment);
        Add(command, "from", store.Instant(DateTimeOffset.UnixEpoch));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? Cluster(rows, FigureColumn.All) : null;
    }

    public async Task<IReadOnlyList<ClusterDay>> HistoryAsync(
        byte[] clusterId, bool isDevelopment, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = store.Statements.ClusterHistory;
        Add(command, "cluster", clusterId);
        AddWindow(command, new FigureFilter(from, to, isDevelopment, new Dictionary<string, string?>()));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var days = new List<ClusterDay>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var nodes = rows.IsDBNull(2) ? (long?)null : rows.GetInt64(2) + (rows.IsDBNull(3) ? 0 : rows.GetInt64(3));
            days.Add(new ClusterDay(rows.GetFieldValue<DateOnly>(0), rows.GetString(1), nodes));
        }

        return [.. days.OrderByDescending(day => day.Day)];
    }

    private static FleetClauses Clauses(FleetFilter filter, bool hasGroups = false) => new(
        [.. filter.Figures.Values.Select(value => new FigureCondition(FigureColumn.Named(value.Key), value.Value is not null))],
        filter.Search is not null, filter.SilentSince is not null, hasGroups);

    private DbCommand Command(DbConnection connection, FleetFilter filter, string statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        AddWindow(command, filter.Figures);
        foreach (var (index, value) in filter.Figures.Values.Values.Index().Where(pair => pair.Item is not null))
        {
            Add(command, string.Create(CultureInfo.InvariantCulture, $"value{index}"), value!);
        }

        if (filter.Search is { } search)
        {
            Add(command, "search", search);
        }

        if (filter.SilentSince is { } silent)
        {
            Add(command, "silent", store.Instant(silent));
        }

        return command;
    }

    private void AddWindow(DbCommand command, FigureFilter filter)
    {
        Add(command, "dev", filter.IsDevelopment);
        Add(command, "first", store.Day(filter.From));
        Add(command, "last", store.Day(filter.To));
        Add(command, "from", store.Instant(new DateTimeOffset(filter.From, TimeOnly.MinValue, TimeSpan.Zero)));
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@" + name, value);
        command.Parameters.Add(parameter);
    }

    private static string Json(IEnumerable<string> texts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static FleetCluster Cluster(DbDataReader row, IReadOnlyList<FigureColumn> columns) => new(
        row.GetFieldValue<byte[]>(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(2), DateTimeKind.Utc)),
        Values(row, columns, 3));

    private static Dictionary<string, object?> Values(DbDataReader row, IReadOnlyList<FigureColumn> columns, int first) =>
        columns.Index().ToDictionary(column => column.Item.Name, column => Value(row, column.Item.Kind, first + column.Index));

    private static object? Value(DbDataReader row, ColumnKind kind, int index) => kind switch
    {
        _ when row.IsDBNull(index) => null,
        ColumnKind.Count => row.GetInt64(index),
        ColumnKind.Boolean => row.GetBoolean(index),
        _ => row.GetString(index),
    };
}
