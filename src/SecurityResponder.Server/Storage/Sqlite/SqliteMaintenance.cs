using System.Globalization;
using Microsoft.Data.Sqlite;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Every hour: counts the days that are over, then deletes what is too old.</summary>
internal sealed partial class SqliteMaintenance(
    ReportStore store, DataDirectory data, SqliteFigureStore figures, Retention retention, TimeProvider time, ILogger<SqliteMaintenance> logger) : HourlyMaintenance(time)
{
    private const int MaxAtOnce = 2000;

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var today = Today;
        // A journal that is emptied into another store counts nothing.
        if (retention.IsCountedHere)
        {
            foreach (var day in await UncountedAsync(today, cancellationToken))
            {
                await RollUpAsync(day, cancellationToken);
            }
        }

        var oldest = Rfc3339.Of(new DateTimeOffset(retention.FirstKept(today), TimeOnly.MinValue, TimeSpan.Zero));
        foreach (var (table, key, age) in new[] { ("report", "id", "received_at"), ("cluster_day", "day, dev, cluster_id", "day"), ("cluster", "cluster_id, dev", "received_at") })
        {
            while (await store.DoAsync(database => Delete(database, table, key, age, oldest), cancellationToken))
            {
                continue;
            }
        }
    }

    protected override void Failed(Exception exception) => Log.Failed(logger, data.Database, exception.Message);

    private async Task<IReadOnlyList<DateOnly>> UncountedAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await figures.OpenAsync(cancellationToken);
        return await DailyRollup.MissingAsync(connection, retention.Before(today), cancellationToken);
    }

    private async Task RollUpAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = (SqliteConnection)await figures.OpenAsync(cancellationToken);
        await using var snapshot = connection.BeginTransaction(deferred: true);
        var rollups = await DailyRollup.ReadAsync(connection, figures.Sql, figures.Day(day), cancellationToken);
        var derived = connection.Number("SELECT coalesce((SELECT report FROM progress WHERE name = 'derived'), 0)");
        await store.DoAsync(database => Write(database, day, rollups, derived), cancellationToken);
    }

    private static bool Write(ReportDatabase database, DateOnly day, IReadOnlyList<DailyRollup> rollups, long derived) => database.InTransaction(connection =>
    {
        // A report of that day that was not counted with it: the next hour counts it again.
        if (connection.Number($"SELECT EXISTS (SELECT 1 FROM report WHERE id > {derived} AND received_at < '{day.AddDays(1):yyyy-MM-dd}')") == 1)
        {
            return false;
        }

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
        var order = table == "cluster" ? "" : $"ORDER BY {key}";
        // Reports and days are in the order of time: where the first is young enough, so are all.
        return connection.Execute($"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM (SELECT {key}, {age} AS age FROM {table} {order} LIMIT {(table == "cluster" ? -1 : MaxAtOnce)}) WHERE age < '{oldest[..(age == "day" ? 10 : 20)]}' LIMIT {MaxAtOnce})") == MaxAtOnce;
    });

    private static partial class Log
    {
        [LoggerMessage(607, LogLevel.Error, "Could not count and delete old reports in {Database}: {Reason} It is tried again in an hour.")]
        public static partial void Failed(ILogger logger, string database, string reason);
    }
}
