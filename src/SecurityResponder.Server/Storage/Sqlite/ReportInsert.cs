using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The INSERT of a report, prepared once and bound by position.</summary>
/// <remarks>It uses SQLite's own interface: ADO.NET looks up each of the 34 parameters by name for each report, a tenth of the cost of a
/// report (docs/benchmarks.md).</remarks>
internal sealed class ReportInsert : IDisposable
{
    // 256 characters, the maximum of a column, in UTF-8.
    private const int MaxBytes = 768;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares the statement.</summary>
    /// <exception cref="SqliteException">The table has other columns.</exception>
    public ReportInsert(sqlite3 database)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, SqliteStatements.InsertReport, out _statement));
    }

    /// <summary>Inserts a report.</summary>
    /// <exception cref="SqliteException">The report was not inserted.</exception>
    public void Run(StoredReport report)
    {
        // Every third value of a report is unknown: these need not be bound one by one.
        raw.sqlite3_clear_bindings(_statement);
        for (var i = 0; i < report.Values.Length; i++)
        {
            if (report.Values[i] is { } value)
            {
                Check(Bind(i + 1, value));
            }
        }

        var result = raw.sqlite3_step(_statement);
        // A statement that is not reset blocks the rollback. After an error, reset returns the same error again.
        var reset = raw.sqlite3_reset(_statement);
        Check(result == raw.SQLITE_DONE ? reset : result);
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int position, object value) => value switch
    {
        string text => BindText(position, text),
        long number => raw.sqlite3_bind_int64(_statement, position, number),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, position, bytes),
        _ => throw new ArgumentException($"{StoredReport.Columns[position - 1]}: {value.GetType()}", nameof(value)),
    };

    private int BindText(int position, string text)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        return Encoding.UTF8.TryGetBytes(text, bytes, out var length)
            ? raw.sqlite3_bind_text(_statement, position, bytes[..length])
            : raw.sqlite3_bind_text(_statement, position, Encoding.UTF8.GetBytes(text));
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
