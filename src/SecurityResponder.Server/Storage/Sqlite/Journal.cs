using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The database file and what becomes of it when something is wrong: locked, full, broken, gone. For one thread.</summary>
internal sealed partial class Journal(string file, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private ReportDatabase? _database;
    private DateTimeOffset _notBefore;
    private string _reason = "";

    /// <summary>Does something with the database. A broken file is moved aside first, and a new one begun.</summary>
    /// <exception cref="Exception">It could not be done; whoever asks again finds it tried again, opening it at most once a second.</exception>
    public T Do<T>(Func<ReportDatabase, T> work)
    {
        try
        {
            return Try(work);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            MoveAside(exception.Message);
            return Try(work);
        }
    }

    public void Dispose() => Close();

    private T Try<T>(Func<ReportDatabase, T> work)
    {
        try
        {
            // Somebody has deleted it: what would be written to it now would be in no file any more.
            if (_database is not null && !File.Exists(file))
            {
                Close();
            }

            var result = work(_database ??= Open());
            _database.IsLocked = false;
            return result;
        }
        // A full or locked file may be the right one again in a moment, and trying costs little.
        catch (SqliteException exception) when (_database is not null && exception.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            if (_database is not null)
            {
                _database.IsLocked = exception.SqliteErrorCode != raw.SQLITE_FULL;
            }

            throw;
        }
        catch
        {
            Close();
            throw;
        }
    }

    private ReportDatabase Open()
    {
        if (time.GetUtcNow() < _notBefore)
        {
            throw new IOException(_reason);
        }

        try
        {
            return ReportDatabase.Open(file);
        }
        catch (Exception exception)
        {
            (_notBefore, _reason) = (time.GetUtcNow() + Between, exception.Message);
            throw;
        }
    }

    private void MoveAside(string reason)
    {
        Close();
        _notBefore = default;
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
            "{Database} is broken: {Reason} It was moved to {Aside} and a new one begun. What it held is kept there: try sqlite3's .recover.")]
        public static partial void MovedAside(ILogger logger, string database, string reason, string aside);
    }
}
