using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The one statement that every report runs, prepared once and bound by position.</summary>
/// <remarks>SQLite's own interface, not ADO.NET's: that one looks up each of the 34 parameters by name for each report, which was a tenth of
/// what a report cost (docs/benchmarks.md).</remarks>
internal sealed class ReportInsert : IDisposable
{
    // 256 characters, the longest that a column takes, in UTF-8.
    private const int MaxBytes = 768;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares it.</summary>
    /// <exception cref="SqliteException">The table is not what it should be.</exception>
    public ReportInsert(sqlite3 database)
    {
        _database = database;
        var places = string.Join(", ", Enumerable.Repeat("?", StoredReport.Columns.Count));
        Check(raw.sqlite3_prepare_v2(database, $"INSERT INTO report ({StoredReport.ColumnList}) VALUES ({places})", out _statement));
    }

    /// <summary>Runs it.</summary>
    /// <exception cref="SqliteException">It was not inserted.</exception>
    public void Run(StoredReport report)
    {
        for (var i = 0; i < report.Values.Length; i++)
        {
            Check(Bind(i + 1, report.Values[i]));
        }

        var ended = raw.sqlite3_step(_statement);
        // It must be reset in any case, or it would stand in the way of the rollback. What it returns is the same error once more.
        var reset = raw.sqlite3_reset(_statement);
        Check(ended == raw.SQLITE_DONE ? reset : ended);
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => BindText(place, text),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        _ => throw new ArgumentException($"{StoredReport.Columns[place - 1]}: {value.GetType()}", nameof(value)),
    };

    private int BindText(int place, string text)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        return Encoding.UTF8.TryGetBytes(text, bytes, out var length)
            ? raw.sqlite3_bind_text(_statement, place, bytes[..length])
            : raw.sqlite3_bind_text(_statement, place, Encoding.UTF8.GetBytes(text));
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
