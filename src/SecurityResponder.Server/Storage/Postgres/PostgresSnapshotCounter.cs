using Npgsql;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Counts the snapshot of the figures in PostgreSQL.</summary>
/// <remarks>Every replica runs it. A lock allows one at a time to count, and the others find its snapshot.</remarks>
internal sealed partial class PostgresSnapshotCounter(
    NpgsqlDataSource postgres, PostgresFigureStore figures, TimeProvider time, ILogger<PostgresSnapshotCounter> logger)
    : SnapshotCounter(time)
{
    private readonly TimeProvider _time = time;

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await PostgresSchema.MigrateAsync(connection, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ScalarAsync(PostgresStatements.TrySnapshot, cancellationToken) is not true
            || await connection.ScalarAsync(PostgresStatements.SnapshotTime, cancellationToken) is DateTime last && now - last < MinAge)
        {
            return;
        }

        if (await IsLargeAsync(connection, cancellationToken))
        {
            await connection.ExecuteAsync(PostgresStatements.CountSettings, cancellationToken);
            await WriteAsync(connection, now, await CountAsync(connection, figures, now, cancellationToken), cancellationToken);
        }
        else
        {
            await connection.ExecuteAsync(PostgresStatements.DeleteSnapshot, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    protected override void LogFailed(Exception exception) => Log.Failed(logger, exception.GetBaseException().Message);

    private static async Task WriteAsync(
        NpgsqlConnection connection, DateTimeOffset now, IReadOnlyList<SnapshotRow> rows, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(PostgresStatements.DeleteSnapshot, cancellationToken);
        await using var insert = new NpgsqlCommand(PostgresStatements.InsertSnapshot, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
                new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(row => row.WindowDays)] },
                new NpgsqlParameter<bool[]> { TypedValue = [.. rows.Select(row => row.IsDevelopment)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Name)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Value)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. rows.Select(row => row.Clusters)] },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(610, LogLevel.Error,
            "Could not count the figures in PostgreSQL: {Reason} Pages show the last ones; the next attempt is in a quarter of an hour.")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
