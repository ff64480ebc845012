using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The reports in one SQLite file: <see href="https://sqlite.org/wal.html"/>, every commit synced to the disk.</summary>
internal sealed class ReportDatabase : IDisposable
{
    private const int LockedSeconds = 1;
    private const int StillLockedMilliseconds = 20;

    private readonly SqliteConnection _connection;
    private readonly ReportInsert _insert;

    private ReportDatabase(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new ReportInsert(connection.Handle!);
    }

    /// <summary>Whether another program held the file when it was last written to: then the next writes wait for 20 ms instead of a second, since
    /// clusters wait with them.</summary>
    public bool IsLocked
    {
        set => raw.sqlite3_busy_timeout(_connection.Handle, value ? StillLockedMilliseconds : LockedSeconds * 1000);
    }

    /// <summary>Opens the file for writing; makes it and its tables when they are missing.</summary>
    /// <exception cref="SqliteException">It is no database, is locked, or cannot be written.</exception>
    /// <exception cref="InvalidDataException">A newer program wrote it.</exception>
    public static ReportDatabase Open(string file)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            SqliteSchema.Migrate(connection);
            return new ReportDatabase(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes reports in one transaction: all are on the disk, or none is.</summary>
    /// <exception cref="SqliteException">None is.</exception>
    public bool Insert(IEnumerable<StoredReport> reports) => InTransaction(_ =>
    {
        foreach (var report in reports)
        {
            _insert.Run(report);
        }

        return true;
    });

    /// <summary>Does something whole or not at all.</summary>
    /// <exception cref="SqliteException">It was not done.</exception>
    public T InTransaction<T>(Func<SqliteConnection, T> work)
    {
        // Not the library's own transaction: while it waits for a lock it sleeps 150 ms at a time, SQLite 1 ms, and no less than a second in all.
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_connection.Handle, "BEGIN IMMEDIATE"), _connection.Handle);
        try
        {
            var result = work(_connection);
            _connection.Execute("COMMIT");
            return result;
        }
        catch
        {
            // Some errors have rolled back by themselves, and then this one is refused.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>The reports of a file, oldest first, each as the values of <see cref="StoredReport.Columns"/>; it may be in use.</summary>
    /// <exception cref="SqliteException">It is no database.</exception>
    public static IEnumerable<object?[]> Read(string file)
    {
        using var connection = Connect(file, SqliteOpenMode.ReadOnly);
        using var select = connection.CreateCommand();
        select.CommandText = $"SELECT {StoredReport.ColumnList} FROM report ORDER BY id";
        using var rows = select.ExecuteReader();
        while (rows.Read())
        {
            var values = new object[rows.FieldCount];
            rows.GetValues(values);
            yield return [.. values.Select(value => value is DBNull ? null : value)];
        }
    }

    /// <summary>A connection of its own to a file.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        // Pooling would keep a connection to a broken file alive.
        var text = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = LockedSeconds };
        var connection = new SqliteConnection(text.ToString());
        connection.Open();
        raw.sqlite3_busy_timeout(connection.Handle, LockedSeconds * 1000);
        return connection;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
