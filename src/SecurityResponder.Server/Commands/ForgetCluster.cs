using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Commands;

/// <summary>Deletes all data of one cluster. A responder may be running at the same time.</summary>
/// <remarks>The daily counts stay, because they do not identify clusters.</remarks>
internal static class ForgetCluster
{
    private const int MaxAtOnce = 500;

    /// <summary>Deletes a cluster in the data directory and, if configured, in PostgreSQL.</summary>
    /// <param name="uuid">The <c>clusteruuid</c> of the cluster.</param>
    /// <param name="options">The data directory, the secret and PostgreSQL.</param>
    /// <returns>The number of deleted reports, as one line of text.</returns>
    /// <exception cref="InvalidSettingsException">A store cannot be used. Some data may already be deleted.</exception>
    public static async Task<string> RunAsync(string uuid, ServerOptions options)
    {
        var file = DataDirectory.DatabaseIn(options.Data);
        if (!File.Exists(file))
        {
            throw new InvalidSettingsException($"{file} does not exist");
        }

        var cluster = StoredReport.Hash(uuid.Trim(), DataDirectory.Open(options.Data, options.Secret).Secret);
        try
        {
            // PostgreSQL first: after that, it rejects reports of the cluster that are still in a journal.
            var there = options.Postgres is { } setting ? await InPostgresAsync(setting, cluster) : (long?)null;
            var here = InSqlite(file, cluster);
            return there is null ? $"Deleted {here} reports." : $"Deleted {there} reports in PostgreSQL, {here} in the journal.";
        }
        catch (Exception exception) when (exception is SqliteException or NpgsqlException)
        {
            throw new InvalidSettingsException($"not everything could be deleted, please try again: {exception.Message}");
        }
    }

    // Rows are found without a lock and deleted in small batches, so that a running responder can write its reports in between.
    private static long InSqlite(string file, byte[] cluster)
    {
        using var database = ReportDatabase.Open(file);
        long reports = 0;
        while (Find(file, "SELECT id FROM report WHERE cluster_id = @cluster LIMIT " + MaxAtOnce, cluster) is { Count: > 0 } ids)
        {
            reports += Delete(database, $"DELETE FROM report WHERE id IN ({string.Join(", ", ids)})", cluster);
        }

        foreach (var days in Find(file, "SELECT DISTINCT day FROM cluster_day WHERE cluster_id = @cluster", cluster).Chunk(MaxAtOnce))
        {
            var list = string.Join("', '", days);
            Delete(database, $"DELETE FROM cluster_day WHERE cluster_id = @cluster AND dev IN (0, 1) AND day IN ('{list}')", cluster);
        }

        Delete(database, "DELETE FROM cluster WHERE cluster_id = @cluster; DELETE FROM cluster_name WHERE cluster_id = @cluster", cluster);
        return reports;
    }

    private static List<string> Find(string file, string sql, byte[] cluster)
    {
        using var connection = ReportDatabase.Connect(file, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@cluster", cluster);
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
        {
            found.Add(Convert.ToString(rows.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return found;
    }

    private static int Delete(ReportDatabase database, string sql, byte[] cluster) => database.InTransaction(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@cluster", cluster);
        return command.ExecuteNonQuery();
    });

    private static async Task<long> InPostgresAsync(string setting, byte[] cluster)
    {
        await using var postgres = PostgresConnections.Open(setting);
        await using var connection = await postgres.OpenConnectionAsync();
        await PostgresSchema.MigrateAsync(connection, CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        // Takes the lock, because a batch that is being written could bring the cluster back.
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({PostgresStatements.WriteLock}), $1", cluster);
        await ExecuteAsync(
            connection,
            "INSERT INTO forgotten (cluster_id, forgotten_at) VALUES ($1, now()) "
            + "ON CONFLICT (cluster_id) DO UPDATE SET forgotten_at = excluded.forgotten_at",
            cluster);
        var reports = await ExecuteAsync(connection, "DELETE FROM report WHERE cluster_id = $1", cluster);
        foreach (var table in new[] { "cluster", "cluster_day", "cluster_name" })
        {
            await ExecuteAsync(connection, $"DELETE FROM {table} WHERE cluster_id = $1", cluster);
        }

        await transaction.CommitAsync();
        return reports;
    }

    private static async Task<long> ExecuteAsync(NpgsqlConnection connection, string sql, byte[] cluster)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            CommandTimeout = 600,
            Parameters = { new NpgsqlParameter<byte[]> { TypedValue = cluster } },
        };
        return await command.ExecuteNonQueryAsync();
    }
}
