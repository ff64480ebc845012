using Microsoft.Data.Sqlite;
using SecurityResponder.Protocol;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Counts the snapshot of the figures in the SQLite file.</summary>
internal sealed partial class SqliteSnapshotCounter(
    ReportStore store, DataDirectory data, SqliteFigureStore figures, TimeProvider time, ILogger<SqliteSnapshotCounter> logger)
    : SnapshotCounter(time)
{
    private readonly TimeProvider _time = time;

    /// <summary>Counts beside the writer, which must be held up for the writing alone.</summary>
    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        IReadOnlyList<SnapshotRow> rows = [];
        await using (var connection = (SqliteConnection)await figures.OpenAsync(cancellationToken))
        {
            await using var transaction = connection.BeginTransaction(deferred: true);
            if (await IsLargeAsync(connection, cancellationToken))
            {
                rows = await CountAsync(connection, figures, now, cancellationToken);
            }
            else if (connection.Number(SqliteStatements.HasSnapshot) == 0)
            {
                return;
            }
        }

        await store.ExecuteAsync(database => Write(database, now, rows), cancellationToken);
    }

    protected override void LogFailed(Exception exception) => Log.Failed(logger, data.Database, exception.Message);

    private static bool Write(
        ReportDatabase database, DateTimeOffset now, IReadOnlyList<SnapshotRow> rows) => database.InTransaction(connection =>
    {
        connection.Execute(SqliteStatements.DeleteSnapshot);
        using var insert = connection.Command(SqliteStatements.InsertSnapshot);
        foreach (var (windowDays, isDevelopment, name, value, clusters) in rows)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("@at", Rfc3339.Of(now));
            insert.Parameters.AddWithValue("@window", windowDays);
            insert.Parameters.AddWithValue("@dev", isDevelopment);
            insert.Parameters.AddWithValue("@name", name);
            insert.Parameters.AddWithValue("@value", value);
            insert.Parameters.AddWithValue("@clusters", clusters);
            insert.ExecuteNonQuery();
        }

        return true;
    });

    private static partial class Log
    {
        [LoggerMessage(609, LogLevel.Error,
            "Could not count the figures in {Database}: {Reason} Pages show the last ones; the next attempt is in a quarter of an hour.")]
        public static partial void Failed(ILogger logger, string database, string reason);
    }
}
