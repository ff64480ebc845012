using Microsoft.Data.Sqlite;
using Npgsql;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Takes over the daily counts of the SQLite file that was the store before PostgreSQL: those of days whose reports are deleted,
/// so that they cannot be counted again.</summary>
/// <remarks>A day that PostgreSQL has counted already keeps the larger count: reports of a cluster may be in both.</remarks>
internal sealed class CarriedCounts(NpgsqlConnection connection, DataDirectory data)
{
    /// <summary>Takes over the days that PostgreSQL lacks, or has fewer clusters of.</summary>
    public async Task CarryAsync(CancellationToken cancellationToken)
    {
        using var journal = ReportDatabase.Connect(data.Database, SqliteOpenMode.ReadOnly);
        var here = Totals(journal);
        if (here.Count == 0)
        {
            return;
        }

        var there = await TotalsAsync([.. here.Keys], cancellationToken);
        foreach (var day in here.Where(day => !there.TryGetValue(day.Key, out var clusters) || clusters < day.Value).Select(day => day.Key))
        {
            await CarryAsync(day, Rollup(journal, day), cancellationToken);
        }
    }

    private static Dictionary<DateOnly, long> Totals(SqliteConnection journal)
    {
        using var command = journal.Command(SqliteStatements.FinalDays);
        using var rows = command.ExecuteReader();
        var totals = new Dictionary<DateOnly, long>();
        while (rows.Read())
        {
            totals[rows.GetFieldValue<DateOnly>(0)] = rows.GetInt64(1);
        }

        return totals;
    }

    private static List<DailyRollup> Rollup(SqliteConnection journal, DateOnly day)
    {
        using var command = journal.Command(SqliteStatements.Rollup, ("@day", day.ToString("O")));
        using var rows = command.ExecuteReader();
        var rollup = new List<DailyRollup>();
        while (rows.Read())
        {
            rollup.Add(new DailyRollup(rows.GetBoolean(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3)));
        }

        return rollup;
    }

    private async Task<Dictionary<DateOnly, long>> TotalsAsync(DateOnly[] days, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresStatements.TotalsOfDays, connection)
        {
            Parameters = { new NpgsqlParameter<DateOnly[]> { TypedValue = days } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var totals = new Dictionary<DateOnly, long>();
        while (await rows.ReadAsync(cancellationToken))
        {
            totals[rows.GetFieldValue<DateOnly>(0)] = rows.GetInt64(1);
        }

        return totals;
    }

    private async Task CarryAsync(DateOnly day, List<DailyRollup> rollup, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var state = new NpgsqlCommand(PostgresStatements.SetFinal, connection)
        {
            Parameters = { new NpgsqlParameter<DateOnly> { TypedValue = day } },
        };
        await state.ExecuteNonQueryAsync(cancellationToken);
        await PostgresMaintenance.WriteAsync(connection, day, rollup, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
