using System.Data.Common;
using System.Globalization;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage;

/// <summary>Counts the figures without filters of a large fleet every quarter of an hour, so that pages need not count them.</summary>
/// <remarks>A small fleet has no snapshot: its clusters are counted for each page within milliseconds, so that a new cluster appears at
/// once.</remarks>
internal abstract class SnapshotCounter(TimeProvider time) : RecurringTask(time)
{
    /// <summary>Half of the interval: a snapshot that another replica has counted since is kept.</summary>
    protected static readonly TimeSpan MinAge = FigureCache.PublicInterval / 2;

    private const int TimeoutSeconds = 600;

    // The public figures change with each quarter of an hour. The snapshot is counted before.
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);

    /// <summary>The largest number of clusters that is counted for each page.</summary>
    public long MaxWithoutSnapshot { get; init; } = 10_000;

    /// <inheritdoc/>
    protected override TimeSpan StartDelay => TimeSpan.FromSeconds(5);

    /// <summary>Whether the fleet is large enough for a snapshot.</summary>
    protected async Task<bool> IsLargeAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, FigureStatements.ClustersUpTo, ("limit", MaxWithoutSnapshot + 1));
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! > MaxWithoutSnapshot;
    }

    /// <summary>Counts the clusters.</summary>
    /// <param name="connection">A connection to the store.</param>
    /// <param name="store">The store.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the count.</param>
    protected static async Task<IReadOnlyList<SnapshotRow>> CountAsync(
        DbConnection connection, IFigureStore store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var snapshot = new List<SnapshotRow>();
        foreach (var isDevelopment in new[] { false, true })
        {
            await AddDaysAsync(snapshot, connection, store, isDevelopment, today, cancellationToken);
        }

        await AddValuesAsync(snapshot, connection, store, today, cancellationToken);
        return snapshot;
    }

    // At 12:14, 12:29, 12:44 and 12:59.
    protected override TimeSpan UntilNextRun(DateTimeOffset now)
    {
        var sinceLast = new TimeSpan((now + Lead).Ticks % FigureCache.PublicInterval.Ticks);
        return FigureCache.PublicInterval - sinceLast;
    }

    private static async Task AddDaysAsync(
        List<SnapshotRow> snapshot, DbConnection connection, IFigureStore store, bool isDevelopment, DateOnly today,
        CancellationToken cancellationToken)
    {
        SnapshotRow Row(DateOnly day, long clusters) =>
            new(0, isDevelopment, FigureSnapshot.Day, day.ToString("O", CultureInfo.InvariantCulture), clusters);
        var first = today.AddDays(1 - FigureQuery.Windows[^1]);
        await using var command = Command(
            connection, store.Statements.ClustersByDay, ("dev", isDevelopment), ("first", store.Day(first)), ("last", store.Day(today)));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        // The snapshot has a row even if no cluster has reported.
        snapshot.Add(Row(first.AddDays(-1), 0));
        while (await rows.ReadAsync(cancellationToken))
        {
            snapshot.Add(Row(rows.GetFieldValue<DateOnly>(0), rows.GetInt64(1)));
        }
    }

    private static async Task AddValuesAsync(
        List<SnapshotRow> snapshot, DbConnection connection, IFigureStore store, DateOnly today, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, store.Statements.CountSnapshot, [
            ("limit", IFigures.MaxValues),
            .. FigureQuery.Windows.Select(days => (string.Create(CultureInfo.InvariantCulture, $"from{days}"), store.Instant(
                new DateTimeOffset(today.AddDays(1 - days), TimeOnly.MinValue, TimeSpan.Zero))))]);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            snapshot.Add(new SnapshotRow(rows.GetInt32(0), rows.GetBoolean(1), rows.GetString(2), rows.GetString(3), rows.GetInt64(4)));
        }
    }

    private static DbCommand Command(DbConnection connection, string statement, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (statement, TimeoutSeconds);
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@" + name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

/// <summary>A row of the stored snapshot.</summary>
/// <param name="WindowDays">The length of the window in days; 0 for <see cref="FigureSnapshot.Day"/>.</param>
/// <param name="IsDevelopment">True for development builds, false for all others.</param>
/// <param name="Name">The name of a column, <see cref="NamedCount.All"/>, or <see cref="FigureSnapshot.Day"/>.</param>
/// <param name="Value">The value, <c>""</c> when unknown; or the day.</param>
/// <param name="Clusters">Number of clusters.</param>
internal sealed record SnapshotRow(int WindowDays, bool IsDevelopment, string Name, string Value, long Clusters);
