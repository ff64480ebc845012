using System.Globalization;
using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>What a journal holds that PostgreSQL was never sent.</summary>
/// <remarks>Both are found by the key, however long the journal is.</remarks>
/// <param name="Reports">How many reports, e.g. 1200. Those of clusters that were forgotten meanwhile are counted with them when they lay between others.</param>
/// <param name="Since">When the first of them came; null when there are none.</param>
internal sealed record ForwardBacklog(long Reports, DateTimeOffset? Since)
{
    /// <summary>Reads it off a journal that may be in use.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static ForwardBacklog Of(string journal)
    {
        using var connection = ReportDatabase.Connect(journal, SqliteOpenMode.ReadOnly);
        using var first = connection.CreateCommand();
        first.CommandText = $"SELECT id, received_at, (SELECT max(id) FROM report) FROM report WHERE id > {ForwardCursor.SentOf(connection)} ORDER BY id LIMIT 1";
        using var row = first.ExecuteReader();
        return row.Read()
            ? new(row.GetInt64(2) - row.GetInt64(0) + 1, DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
            : new(0, null);
    }
}
