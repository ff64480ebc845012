using System.Globalization;
using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>The reports in the journal that were never sent to PostgreSQL.</summary>
/// <param name="Reports">Their number, e.g. 1200, computed from their ids; it includes reports between them that were deleted with their
/// cluster or replaced.</param>
/// <param name="Since">The time when the first of them came; null when there are none.</param>
internal sealed record ForwardBacklog(long Reports, DateTimeOffset? Since)
{
    /// <summary>Reads the backlog of a journal that may be in use. The time it takes does not depend on the length of the
    /// journal.</summary>
    /// <exception cref="SqliteException">The journal cannot be read.</exception>
    public static ForwardBacklog Of(string journal)
    {
        using var connection = ReportDatabase.Connect(journal, SqliteOpenMode.ReadOnly);
        using var first = connection.Command(SqliteStatements.Backlog, ("@after", ForwardCursor.LastSentOf(connection)));
        using var row = first.ExecuteReader();
        if (!row.Read())
        {
            return new(0, null);
        }

        var since = DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new(row.GetInt64(2) - row.GetInt64(0) + 1, since);
    }
}
