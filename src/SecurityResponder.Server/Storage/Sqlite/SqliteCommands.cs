using Microsoft.Data.Sqlite;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>SQL without parameters, in one line of code; in the transaction that the connection is in.</summary>
internal static class SqliteCommands
{
    /// <summary>The number that a query returns; its first column of its first row.</summary>
    public static long Number(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Executes statements.</summary>
    /// <returns>How many rows they changed.</returns>
    public static int Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
