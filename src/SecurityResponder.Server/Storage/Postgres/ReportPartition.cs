using System.Globalization;
using Npgsql;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>A partition of table <c>report</c>: the reports of one UTC day, or of one month if an earlier version created it.</summary>
/// <param name="Name">Its name, e.g. <c>report_2026_08_31</c>, or <c>report_2026_08</c> for a month.</param>
/// <param name="First">Its first day.</param>
/// <param name="Last">Its last day.</param>
internal sealed record ReportPartition(string Name, DateOnly First, DateOnly Last)
{
    private const string Prefix = "report_";

    /// <summary>The days of the partition.</summary>
    public IEnumerable<DateOnly> Days => Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays);

    /// <summary>Returns the partition of a day.</summary>
    public static ReportPartition Of(DateOnly day) => new(NameOf("yyyy_MM_dd", day), day, day);

    /// <summary>Reads the name of a partition; null when another program has created it.</summary>
    public static ReportPartition? Parse(string name)
    {
        if (DateOnly.TryParseExact(name, $"'{Prefix}'yyyy_MM_dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Of(day);
        }

        return DateOnly.TryParseExact(name, $"'{Prefix}'yyyy_MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? new ReportPartition(name, month, month.AddMonths(1).AddDays(-1))
            : null;
    }

    /// <summary>Lists the partitions, the oldest first.</summary>
    public static async Task<IReadOnlyList<ReportPartition>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresStatements.Partitions, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var partitions = new List<ReportPartition>();
        while (await rows.ReadAsync(cancellationToken))
        {
            if (Parse(rows.GetString(0)) is { } partition)
            {
                partitions.Add(partition);
            }
        }

        return [.. partitions.OrderBy(partition => partition.First)];
    }

    /// <summary>Creates the partition of a day when neither it nor that of its month exists.</summary>
    /// <param name="connection">A connection without a transaction: the table must be locked for a short time only.</param>
    /// <param name="day">The day, UTC.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public static async Task AddAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // IF NOT EXISTS alone fails when two replicas create the partition at once.
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({PostgresSchema.MigrationLock})", cancellationToken);
        if (await connection.ScalarAsync($"SELECT to_regclass('{NameOf("yyyy_MM", day)}') IS NULL", cancellationToken) is true)
        {
            await connection.ExecuteAsync(
                $"""
                CREATE TABLE IF NOT EXISTS {Of(day).Name} PARTITION OF report
                FOR VALUES FROM ('{day:yyyy-MM-dd} 00:00+00') TO ('{day.AddDays(1):yyyy-MM-dd} 00:00+00')
                """,
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static string NameOf(string format, DateOnly day) => Prefix + day.ToString(format, CultureInfo.InvariantCulture);
}
