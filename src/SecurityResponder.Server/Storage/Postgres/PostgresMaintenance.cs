using Npgsql;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Every hour, in one of the replicas: adds the partitions of the next months, counts the past days, deletes what is older than
/// the retention period.</summary>
internal sealed partial class PostgresMaintenance(
    NpgsqlDataSource postgres, Retention retention, TimeProvider time, ILogger<PostgresMaintenance> logger) : HourlyMaintenance(time)
{
    private const string MaintenanceLock = "1919641394, 3";
    private const int MonthsAhead = 2;

    /// <summary>Runs the maintenance once, unless another replica is running it.</summary>
    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await PostgresSchema.MigrateAsync(connection, cancellationToken);
        if (await connection.ScalarAsync($"SELECT pg_try_advisory_lock({MaintenanceLock})", cancellationToken) is not true)
        {
            return;
        }

        try
        {
            await RunAsync(connection, Today, cancellationToken);
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await connection.ScalarAsync($"SELECT pg_advisory_unlock({MaintenanceLock})", CancellationToken.None);
            }
        }
    }

    protected override void LogFailed(Exception exception) => Log.Failed(logger, exception.GetBaseException().Message);

    private async Task RunAsync(NpgsqlConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        for (var months = 0; months <= MonthsAhead; months++)
        {
            await PostgresSchema.AddPartitionAsync(connection, today.AddMonths(months), cancellationToken);
        }

        var firstDay = retention.FirstDay(today);
        foreach (var day in await DailyRollup.MissingAsync(connection, retention.PastDays(today), firstDay, cancellationToken))
        {
            await RollUpAsync(connection, day, cancellationToken);
        }

        await DropPartitionsAsync(connection, firstDay, cancellationToken);
        foreach (var statement in PostgresStatements.DeleteOld)
        {
            await using var delete = new NpgsqlCommand(statement, connection) { CommandTimeout = 600 };
            delete.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = firstDay.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) });
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // No report is written meanwhile: a report that came between the count and the commit would never be counted.
    private static async Task RollUpAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ScalarAsync($"SELECT pg_advisory_xact_lock({PostgresWriter.RollupLock})", cancellationToken);
        var rollups = await DailyRollup.ReadAsync(connection, PostgresFigureStatements.Rollup, day, cancellationToken);
        await using var insert = new NpgsqlCommand(PostgresStatements.InsertRollup, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<DateOnly> { TypedValue = day },
                new NpgsqlParameter<bool[]> { TypedValue = [.. rollups.Select(rollup => rollup.IsDevelopment)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. rollups.Select(rollup => rollup.Name)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. rollups.Select(rollup => rollup.Value)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. rollups.Select(rollup => rollup.Clusters)] },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // Dropping the partition of a whole month is cheap and leaves nothing to vacuum.
    private static async Task DropPartitionsAsync(NpgsqlConnection connection, DateOnly firstDay, CancellationToken cancellationToken)
    {
        var first = PostgresSchema.PartitionOf(firstDay);
        var old = new List<string>();
        await using (var command = new NpgsqlCommand(PostgresStatements.Partitions, connection))
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                if (string.CompareOrdinal(rows.GetString(0), first) < 0)
                {
                    old.Add(rows.GetString(0));
                }
            }
        }

        foreach (var partition in old)
        {
            await connection.ExecuteAsync($"DROP TABLE {partition}", cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(608, LogLevel.Error,
            "Could not count and delete old reports in PostgreSQL: {Reason} The next attempt is in an hour.")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
