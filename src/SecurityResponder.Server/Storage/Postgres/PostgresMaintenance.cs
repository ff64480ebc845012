using Npgsql;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Every hour, by one of the replicas: makes the partitions of the next months, counts the days that are over, deletes what is too old.</summary>
internal sealed partial class PostgresMaintenance(
    NpgsqlDataSource postgres, IFigureStore figures, Retention retention, TimeProvider time, ILogger<PostgresMaintenance> logger) : HourlyMaintenance(time)
{
    private const string UpkeepLock = "1919641394, 3";

    /// <summary>Does it once, unless another replica is at it.</summary>
    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await PostgresSchema.MigrateAsync(connection, cancellationToken);
        if (await connection.ScalarAsync($"SELECT pg_try_advisory_lock({UpkeepLock})", cancellationToken) is not true)
        {
            return;
        }

        try
        {
            var today = Today;
            for (var months = 0; months <= 2; months++)
            {
                await PostgresSchema.AddPartitionAsync(connection, today.AddMonths(months), cancellationToken);
            }

            foreach (var day in await DailyRollup.MissingAsync(connection, retention.Before(today), cancellationToken))
            {
                await RollUpAsync(connection, day, cancellationToken);
            }

            await DeleteAsync(connection, retention.FirstKept(today), cancellationToken);
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await connection.ScalarAsync($"SELECT pg_advisory_unlock({UpkeepLock})", CancellationToken.None);
            }
        }
    }

    protected override void Failed(Exception exception) => Log.Failed(logger, exception.GetBaseException().Message);

    // No report is written meanwhile: one that came in between would be missing here for ever.
    private async Task RollUpAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ScalarAsync($"SELECT pg_advisory_xact_lock({PostgresWriter.RollupLock})", cancellationToken);
        var rollups = await DailyRollup.ReadAsync(connection, figures.Sql, day, cancellationToken);
        await using var insert = new NpgsqlCommand(
            "INSERT INTO daily (day, dev, name, value, clusters) SELECT $1, * FROM unnest($2, $3, $4, $5) "
            + "ON CONFLICT (day, dev, name, value) DO UPDATE SET clusters = excluded.clusters", connection)
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

    private static async Task DeleteAsync(NpgsqlConnection connection, DateOnly firstKept, CancellationToken cancellationToken)
    {
        var month = PostgresSchema.PartitionOf(firstKept);
        await using (var partitions = new NpgsqlCommand("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'report'::regclass ORDER BY 1", connection))
        {
            var old = new List<string>();
            await using (var rows = await partitions.ExecuteReaderAsync(cancellationToken))
            {
                while (await rows.ReadAsync(cancellationToken))
                {
                    old.Add(rows.GetString(0));
                }
            }
            // A whole month goes at once and leaves nothing to clean up.
            foreach (var partition in old.Where(name => string.CompareOrdinal(name, month) < 0))
            {
                await connection.ScalarAsync($"DROP TABLE {partition}", cancellationToken);
            }
        }

        foreach (var sql in new[] { "report WHERE received_at < $1", "cluster WHERE received_at < $1", "forgotten WHERE forgotten_at < $1", "cluster_day WHERE day < ($1 AT TIME ZONE 'UTC')::date" })
        {
            await using var delete = new NpgsqlCommand("DELETE FROM " + sql, connection) { CommandTimeout = 600 };
            delete.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = firstKept.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) });
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(608, LogLevel.Error, "Could not count and delete old reports in PostgreSQL: {Reason} It is tried again in an hour.")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
