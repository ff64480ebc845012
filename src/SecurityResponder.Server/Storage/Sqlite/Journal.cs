using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Opens the database file and handles its faults: a file that is locked, full, corrupt or deleted. For use by one
/// thread.</summary>
internal sealed partial class Journal(string file, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan OpenInterval = TimeSpan.FromSeconds(1);

    private ReportDatabase? _database;
    private DateTimeOffset _nextOpen;
    private string _openError = "";

    /// <summary>Runs an action on the database. A corrupt file is moved aside first, and a new one is created.</summary>
    /// <exception cref="Exception">The action failed. The next call tries again; it opens the file at most once a second.</exception>
    public T Execute<T>(Func<ReportDatabase, T> action)
    {
        try
        {
            return ExecuteOnce(action);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            MoveAside(exception.Message);
            return ExecuteOnce(action);
        }
    }

    public void Dispose() => Close();

    private T ExecuteOnce<T>(Func<ReportDatabase, T> action)
    {
        try
        {
            // A deleted file stays open: what is written to it would be lost.
            if (_database is not null && !File.Exists(file))
            {
                Close();
            }

            var result = action(_database ??= Open());
            _database.IsLocked = false;
            return result;
        }
        // A full or locked file can be usable again in a moment, and the next attempt costs little: it stays open.
        catch (SqliteException exception) when (_database is not null && IsTransient(exception))
        {
            _database.IsLocked = exception.SqliteErrorCode != raw.SQLITE_FULL;
            throw;
        }
        catch
        {
            Close();
            throw;
        }
    }

    private static bool IsTransient(SqliteException exception) =>
        exception.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    private ReportDatabase Open()
    {
        if (time.GetUtcNow() < _nextOpen)
        {
            throw new IOException(_openError);
        }

        try
        {
            return ReportDatabase.Open(file);
        }
        catch (Exception exception)
        {
            (_nextOpen, _openError) = (time.GetUtcNow() + OpenInterval, exception.Message);
            throw;
        }
    }

    private void MoveAside(string reason)
    {
        Close();
        _nextOpen = default;
        var aside = $"{file}.broken-{time.GetUtcNow():yyyyMMdd'T'HHmmssfff'Z'}";
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(file + part))
            {
                File.Move(file + part, aside + part);
            }
        }

        Log.MovedAside(logger, file, reason, aside);
    }

    private void Close()
    {
        _database?.Dispose();
        _database = null;
    }

    private static partial class Log
    {
        [LoggerMessage(605, LogLevel.Error,
            "{Database} is corrupt: {Reason} It was moved to {Aside} and a new file was created. sqlite3's .recover may read the old one.")]
        public static partial void MovedAside(ILogger logger, string database, string reason, string aside);
    }
}
