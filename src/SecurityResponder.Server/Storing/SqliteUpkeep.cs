using System.Globalization;
using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Counting;

namespace SecurityResponder.Server.Storing;

/// <summary>Every hour: counts the days that are over, then deletes what is too old.</summary>
internal sealed partial class SqliteUpkeep(
    ReportStore store, DataDirectory data, SqliteFigureStore figures, Retention retention, TimeProvider time, ILogger<SqliteUpkeep> logger) : BackgroundService
{
    private const int MostAtOnce = 2000;

    private static readonly TimeSpan Between = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(30);

    /// <summary>Does it once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        // A journal that is emptied into another store counts nothing.
        if (retention.IsCountedHere)
            foreach (var day in await UncountedAsync(today, cancellationToken))
                await RollUpAsync(day, cancellationToken);
        var oldest = KeptReport.Text(new DateTimeOffset(retention.FirstKept(today), TimeOnly.MinValue, TimeSpan.Zero));
        foreach (var (table, key, age) in new[] { ("report", "id", "received_at"), ("cluster_day", "day, dev, cluster_id", "day"), ("cluster", "cluster_id, dev", "received_at") })
            while (await store.DoAsync(database => Delete(database, table, key, age, oldest), cancellationToken)) continue;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, time, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            // It will be tried again; an exception out of here would end the program.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, data.Database, e.Message);
            }

            await Task.Delay(Between, time, stoppingToken);
        }
    }

    private async Task<List<DateOnly>> UncountedAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await figures.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT day FROM daily WHERE name = 'all' AND dev = 0";
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var counted = new HashSet<DateOnly>();
        while (await rows.ReadAsync(cancellationToken)) counted.Add(rows.GetFieldValue<DateOnly>(0));
        return [.. retention.Before(today).Where(day => !counted.Contains(day))];
    }

    private async Task RollUpAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = (SqliteConnection)await figures.OpenAsync(cancellationToken);
        await using var snapshot = connection.BeginTransaction(deferred: true);
        var rollups = await DailyRollup.ReadAsync(connection, figures.Sql, figures.Day(day), cancellationToken);
        var derived = Number(connection, "SELECT coalesce((SELECT report FROM progress WHERE name = 'derived'), 0)");
        await store.DoAsync(database => Write(database, day, rollups, derived), cancellationToken);
    }

    private static bool Write(ReportDatabase database, DateOnly day, IReadOnlyList<DailyRollup> rollups, long derived) => database.InTransaction(connection =>
    {
        // A report of that day that was not counted with it: the next hour counts it again.
        if (Number(connection, $"SELECT EXISTS (SELECT 1 FROM report WHERE id > {derived} AND received_at < '{day.AddDays(1):yyyy-MM-dd}')") == 1) return false;
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT OR REPLACE INTO daily (day, dev, name, value, clusters) VALUES (@day, @dev, @name, @value, @clusters)";
        foreach (var rollup in rollups)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("@day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            insert.Parameters.AddWithValue("@dev", rollup.IsDevelopment);
            insert.Parameters.AddWithValue("@name", rollup.Name);
            insert.Parameters.AddWithValue("@value", rollup.Value);
            insert.Parameters.AddWithValue("@clusters", rollup.Clusters);
            insert.ExecuteNonQuery();
        }

        return true;
    });

    // Whether there is more. Text of a day sorts before text of an instant of it.
    private static bool Delete(ReportDatabase database, string table, string key, string age, string oldest) => database.InTransaction(connection =>
    {
        using var delete = connection.CreateCommand();
        var order = table == "cluster" ? "" : $"ORDER BY {key}";
        // Reports and days are in the order of time: where the first is young enough, so are all.
        delete.CommandText = $"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM (SELECT {key}, {age} AS age FROM {table} {order} LIMIT {(table == "cluster" ? -1 : MostAtOnce)}) WHERE age < '{oldest[..(age == "day" ? 10 : 20)]}' LIMIT {MostAtOnce})";
        return delete.ExecuteNonQuery() == MostAtOnce;
    });

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static partial class Log
    {
        [LoggerMessage(607, LogLevel.Error, "Could not count and delete old reports in {Database}: {Reason} It is tried again in an hour.")]
        public static partial void Failed(ILogger logger, string database, string reason);
    }
}
