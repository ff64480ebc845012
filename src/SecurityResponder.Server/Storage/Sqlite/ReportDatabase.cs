using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>An SQLite file with reports, in WAL mode (<see href="https://sqlite.org/wal.html"/>); every commit is synced to the
/// disk.</summary>
internal sealed class ReportDatabase : IDisposable
{
    private const int BusyTimeoutSeconds = 1;
    private const int LockedTimeoutMilliseconds = 20;

    private readonly SqliteConnection _connection;
    private readonly ReportInsert _insert;

    private ReportDatabase(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new ReportInsert(connection.Handle!);
    }

    /// <summary>Whether another program held the file at the last write. If so, the next writes wait 20 ms for it instead of a second,
    /// because clusters wait for their answers meanwhile.</summary>
    public bool IsLocked
    {
        set => raw.sqlite3_busy_timeout(_connection.Handle, value ? LockedTimeoutMilliseconds : BusyTimeoutSeconds * 1000);
    }

    /// <summary>Opens a file for writing; creates the file and its tables when they are missing.</summary>
    /// <exception cref="SqliteException">The file is not a database, is locked, or cannot be written.</exception>
    /// <exception cref="InvalidDataException">A newer program wrote the file.</exception>
    public static ReportDatabase Open(string file)
    {
        DataDirectory.MakePrivate(file);
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

    /// <summary>Writes reports in one transaction.</summary>
    /// <param name="reports">The reports.</param>
    /// <param name="maxBytes">Bytes that the database may take; null for no limit.</param>
    /// <exception cref="SqliteException">No report was written. At the limit, the error is that of a full disk.</exception>
    public bool Insert(IEnumerable<StoredReport> reports, long? maxBytes = null) => InTransaction(connection =>
    {
        if (maxBytes is { } max && connection.Number(SqliteStatements.UsedBytes) >= max)
        {
            throw new SqliteException($"its size of {max} bytes is reached (--store-mebibytes).", raw.SQLITE_FULL);
        }

        foreach (var report in reports)
        {
            ReplacedReports.DeleteFor(report, connection);
            _insert.Run(report);
        }

        return true;
    });

    /// <summary>Runs an action in a transaction.</summary>
    /// <exception cref="SqliteException">The transaction was rolled back.</exception>
    public T InTransaction<T>(Func<SqliteConnection, T> action)
    {
        // Not the library's BeginTransaction: it waits for a lock in steps of 150 ms and for at least a second, SQLite itself in steps of 1
        // ms.
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_connection.Handle, "BEGIN IMMEDIATE"), _connection.Handle);
        try
        {
            var result = action(_connection);
            _connection.Execute("COMMIT");
            return result;
        }
        catch
        {
            // After some errors SQLite has rolled back already, and another ROLLBACK would fail.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>Reads the reports of a file, oldest first, each as the values of <see cref="StoredReport.Columns"/>. The file may be in
    /// use.</summary>
    /// <exception cref="SqliteException">The file is not a database.</exception>
    public static IEnumerable<object?[]> Read(string file)
    {
        using var connection = Connect(file, SqliteOpenMode.ReadOnly);
        using var select = connection.Command(SqliteStatements.AllReports);
        using var rows = select.ExecuteReader();
        while (rows.Read())
        {
            var values = new object[rows.FieldCount];
            rows.GetValues(values);
            yield return [.. values.Select(value => value is DBNull ? null : value)];
        }
    }

    /// <summary>Opens a connection to a file.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        // A pool would keep connections to a corrupt file.
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusyTimeoutSeconds,
        };
        var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        raw.sqlite3_busy_timeout(connection.Handle, BusyTimeoutSeconds * 1000);
        return connection;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
