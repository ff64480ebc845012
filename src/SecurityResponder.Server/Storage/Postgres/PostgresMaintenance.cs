using Npgsql;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>The hourly maintenance of PostgreSQL, which also takes over the counts of the SQLite file that was the store before.</summary>
/// <remarks>Every replica runs it. Each step is one transaction, which a lock allows to one replica at a time.</remarks>
internal sealed partial class PostgresMaintenance(
    NpgsqlDataSource postgres, DataDirectory data, Retention retention, TimeProvider time, ILogger<PostgresMaintenance> logger)
    : HourlyMaintenance(retention, time)
{
    private const int DaysAhead = 7;
    private const int TimeoutSeconds = 600;

    private DateOnly _clustersDeletedBefore;

    protected override void LogFailed(Exception exception) => Log.Failed(logger, exception.GetBaseException().Message);

    protected override async Task PrepareAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await PostgresSchema.MigrateAsync(connection, cancellationToken);
        var present = (await ReportPartition.ListAsync(connection, cancellationToken)).SelectMany(partition => partition.Days).ToHashSet();
        foreach (var day in Enumerable.Range(0, DaysAhead).Select(today.AddDays).Where(day => !present.Contains(day)))
        {
            await ReportPartition.AddAsync(connection, day, cancellationToken);
        }

        await new CarriedCounts(connection, data).CarryAsync(cancellationToken);
    }

    // Only the days of partitions have reports.
    protected override async Task<IReadOnlyList<DateOnly>> UncountedDaysAsync(DateOnly before, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        var counted = new HashSet<DateOnly>();
        await using (var command = new NpgsqlCommand(PostgresStatements.CountedDays, connection))
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                counted.Add(rows.GetFieldValue<DateOnly>(0));
            }
        }

        var partitions = await ReportPartition.ListAsync(connection, cancellationToken);
        return [.. partitions.SelectMany(partition => partition.Days).Where(day => day < before && !counted.Contains(day))];
    }

    protected override async Task BackfillAsync(CancellationToken cancellationToken)
    {
        foreach (var backfill in new[] { PostgresBackfill.Clusters, PostgresBackfill.Reports })
        {
            bool isMore;
            do
            {
                isMore = false;
                await StepAsync(
                    async connection => isMore = await backfill.FillNextAsync(connection, cancellationToken), cancellationToken);
            }
            while (isMore);
        }
    }

    // No report waits for the count, see PostgresStatements.BeginCounting. A day that another replica is filling in is counted later.
    protected override async Task CountAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await StepAsync(
            connection => RunAsync(connection, PostgresStatements.BeginCounting, cancellationToken, Day(day)), cancellationToken);
        await StepAsync(async connection =>
        {
            if (await PostgresBackfill.IsWaitingAsync(connection, day, cancellationToken))
            {
                return;
            }

            await connection.ExecuteAsync(PostgresStatements.CountSettings, cancellationToken);
            var rollups = await DailyRollup.ReadAsync(connection, PostgresFigureStatements.Rollup, day, cancellationToken);
            if (await RunAsync(connection, PostgresStatements.EndCounting, cancellationToken, Day(day)) > 0)
            {
                await WriteAsync(connection, day, rollups, cancellationToken);
            }
        }, cancellationToken);
    }

    protected override Task SetFinalAsync(DateOnly day, CancellationToken cancellationToken) =>
        StepAsync(connection => RunAsync(connection, PostgresStatements.SetFinal, cancellationToken, Day(day)), cancellationToken);

    protected override Task SetCountedFinalAsync(DateOnly before, CancellationToken cancellationToken) => StepAsync(
        connection => RunAsync(connection, PostgresStatements.SetCountedFinal, cancellationToken, Day(before)), cancellationToken);

    protected override async Task DeleteAsync(DateOnly before, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReportPartition> partitions;
        await using (var connection = await postgres.OpenConnectionAsync(cancellationToken))
        {
            partitions = await ReportPartition.ListAsync(connection, cancellationToken);
        }

        // Dropping a partition is cheap and leaves nothing to vacuum. Only that of a month is emptied day by day.
        foreach (var partition in partitions.Where(partition => partition.First < before))
        {
            await StepAsync(
                connection => partition.Last < before
                    ? DropAsync(connection, partition, cancellationToken)
                    : RunAsync(connection, PostgresStatements.DeleteOldReports, cancellationToken, Start(before), Start(partition.First)),
                cancellationToken);
        }

        foreach (var statement in PostgresStatements.DeleteOld)
        {
            await StepAsync(connection => RunAsync(connection, statement, cancellationToken, Start(before)), cancellationToken);
        }

        // It reads the whole table, so once a day is enough.
        if (_clustersDeletedBefore != before)
        {
            await StepAsync(
                connection => RunAsync(connection, PostgresStatements.DeleteOldClusters, cancellationToken, Start(before)),
                cancellationToken);
            _clustersDeletedBefore = before;
        }
    }

    /// <summary>Writes the rollup of a day in place of an earlier one.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, DateOnly day, IReadOnlyList<DailyRollup> rollups, CancellationToken cancellationToken)
    {
        await RunAsync(connection, PostgresStatements.DeleteRollup, cancellationToken, Day(day));
        await RunAsync(
            connection, PostgresStatements.InsertRollup, cancellationToken, Day(day),
            new NpgsqlParameter<bool[]> { TypedValue = [.. rollups.Select(rollup => rollup.IsDevelopment)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. rollups.Select(rollup => rollup.Name)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. rollups.Select(rollup => rollup.Value)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. rollups.Select(rollup => rollup.Clusters)] });
    }

    private static async Task DropAsync(NpgsqlConnection connection, ReportPartition partition, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync($"{PostgresStatements.LockTimeout}; DROP TABLE IF EXISTS {partition.Name}", cancellationToken);

    private async Task StepAsync(Func<NpgsqlConnection, Task> runAsync, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ScalarAsync(PostgresStatements.TryMaintenance, cancellationToken) is true)
        {
            await runAsync(connection);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static async Task<int> RunAsync(
        NpgsqlConnection connection, string statement, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = TimeoutSeconds };
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter<DateOnly> Day(DateOnly day) => new() { TypedValue = day };

    private static NpgsqlParameter<DateTime> Start(DateOnly day) =>
        new() { TypedValue = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) };

    private static partial class Log
    {
        [LoggerMessage(608, LogLevel.Error,
            "Could not count and delete old reports in PostgreSQL: {Reason} The next attempt is in an hour.")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
