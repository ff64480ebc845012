using System.Globalization;
using Microsoft.Data.Sqlite;
using SecurityResponder.Protocol;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The hourly maintenance of the SQLite file. When it is the journal of PostgreSQL, its reports are deleted by the forwarder
/// alone, and nothing is counted.</summary>
internal sealed partial class SqliteMaintenance(
    ReportStore store, DataDirectory data, SqliteFigureStore figures, Retention retention, TimeProvider time,
    ILogger<SqliteMaintenance> logger) : HourlyMaintenance(retention, time)
{
    private const int BatchSize = 2000;

    protected override void LogFailed(Exception exception) => Log.Failed(logger, data.Database, exception.Message);

    protected override async Task<IReadOnlyList<DateOnly>> UncountedDaysAsync(DateOnly before, CancellationToken cancellationToken)
    {
        if (!Retention.IsSqliteCounted)
        {
            return [];
        }

        await using var connection = (SqliteConnection)await figures.OpenAsync(cancellationToken);
        await using var command = connection.Command(SqliteStatements.UncountedDays, ("@before", Text(before)));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var days = new List<DateOnly>();
        while (await rows.ReadAsync(cancellationToken))
        {
            days.Add(rows.GetFieldValue<DateOnly>(0));
        }

        return days;
    }

    // The reports of a journal are filled in by PostgreSQL.
    protected override Task BackfillAsync(CancellationToken cancellationToken) =>
        Retention.IsSqliteCounted ? new SqliteBackfill(store).RunAsync(cancellationToken) : Task.CompletedTask;

    protected override async Task CountAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = (SqliteConnection)await figures.OpenAsync(cancellationToken);
        await using var snapshot = connection.BeginTransaction(deferred: true);
        var rollups = await DailyRollup.ReadAsync(connection, SqliteFigureStatements.Rollup, Text(day), cancellationToken);
        var derived = ClusterDerivation.LastDerived(connection);
        await store.ExecuteAsync(database => Write(database, day, rollups, derived), cancellationToken);
    }

    protected override Task SetFinalAsync(DateOnly day, CancellationToken cancellationToken) =>
        store.ExecuteAsync(database => database.InTransaction(connection =>
            connection.Execute(SqliteStatements.SetState, ("@day", Text(day)), ("@state", DayState.Final))), cancellationToken);

    protected override Task SetCountedFinalAsync(DateOnly before, CancellationToken cancellationToken) =>
        store.ExecuteAsync(database => database.InTransaction(connection =>
            connection.Execute(SqliteStatements.SetCountedFinal, ("@before", Text(before)))), cancellationToken);

    protected override async Task DeleteAsync(DateOnly before, CancellationToken cancellationToken)
    {
        var instant = Rfc3339.Of(new DateTimeOffset(before, TimeOnly.MinValue, TimeSpan.Zero));
        if (Retention.IsSqliteCounted)
        {
            await DeleteAsync(SqliteStatements.DeleteOldReports, instant, cancellationToken);
        }

        await DeleteAsync(SqliteStatements.DeleteOldClusterDays, Text(before), cancellationToken);
        await DeleteOldClustersAsync(instant, cancellationToken);
    }

    private static bool Write(
        ReportDatabase database, DateOnly day, IReadOnlyList<DailyRollup> rollups, long derived) => database.InTransaction(connection =>
    {
        // A report of that day came after the count: the next run counts the day again.
        if (connection.Number(SqliteStatements.HasReportsToDerive, ("@after", derived), ("@end", Text(day.AddDays(1)))) == 1)
        {
            return false;
        }

        connection.Execute(SqliteStatements.DeleteRollup, ("@day", Text(day)));
        foreach (var (isDevelopment, name, value, clusters) in rollups)
        {
            connection.Execute(SqliteStatements.InsertRollup,
                ("@day", Text(day)), ("@dev", isDevelopment), ("@name", name), ("@value", value), ("@clusters", clusters));
        }

        connection.Execute(SqliteStatements.SetState, ("@day", Text(day)), ("@state", DayState.Counted));
        return true;
    });

    private async Task DeleteAsync(string statement, string before, CancellationToken cancellationToken)
    {
        int Delete(ReportDatabase database) =>
            database.InTransaction(connection => connection.Execute(statement, ("@before", before), ("@limit", BatchSize)));
        while (await store.ExecuteAsync(Delete, cancellationToken) == BatchSize)
        {
            continue;
        }
    }

    // The table is searched beside the writer, which must be held up for the deleting alone.
    private async Task DeleteOldClustersAsync(string before, CancellationToken cancellationToken)
    {
        List<(byte[] Id, bool IsDevelopment)> old;
        do
        {
            old = FindOldClusters(before);
            if (old.Count > 0)
            {
                await store.ExecuteAsync(database => Delete(database, old, before), cancellationToken);
            }
        }
        while (old.Count == BatchSize);
    }

    private List<(byte[] Id, bool IsDevelopment)> FindOldClusters(string before)
    {
        using var connection = ReportDatabase.Connect(data.Database, SqliteOpenMode.ReadOnly);
        using var command = connection.Command(SqliteStatements.OldClusters, ("@before", before), ("@limit", BatchSize));
        using var rows = command.ExecuteReader();
        var clusters = new List<(byte[], bool)>();
        while (rows.Read())
        {
            clusters.Add((rows.GetFieldValue<byte[]>(0), rows.GetBoolean(1)));
        }

        return clusters;
    }

    private static bool Delete(
        ReportDatabase database, List<(byte[] Id, bool IsDevelopment)> clusters, string before) => database.InTransaction(connection =>
    {
        foreach (var (id, isDevelopment) in clusters)
        {
            connection.Execute(SqliteStatements.DeleteOldCluster, ("@cluster", id), ("@dev", isDevelopment), ("@before", before));
        }

        return true;
    });

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(607, LogLevel.Error,
            "Could not count and delete old reports in {Database}: {Reason} The next attempt is in an hour.")]
        public static partial void Failed(ILogger logger, string database, string reason);
    }
}
