using Npgsql;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>SQL without parameters, in one line of code.</summary>
internal static class PostgresCommands
{
    /// <summary>The value that a query returns: its first column of its first row; null when there is no row.</summary>
    public static async Task<object?> ScalarAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Executes statements.</summary>
    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
