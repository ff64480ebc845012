using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Commands;

/// <summary>Deletes clusters in bulk, for example invented ones after an attack. The daily counts stay, because they do not identify
/// clusters.</summary>
internal static class PurgeClusters
{
    /// <summary>Deletes the selected clusters in the data directory and, if configured, in PostgreSQL; without a confirmation it only
    /// looks.</summary>
    /// <returns>What was or would be deleted, as text.</returns>
    /// <exception cref="InvalidSettingsException">A store cannot be used. Some data may already be deleted.</exception>
    public static async Task<string> RunAsync(ServerOptions options)
    {
        var file = DataDirectory.DatabaseIn(options.Data);
        if (!File.Exists(file))
        {
            throw new InvalidSettingsException($"{file} does not exist");
        }

        try
        {
            using var sqlite = new SqlitePurge(file);
            return options.Postgres is { } setting ? await InPostgresAsync(setting, sqlite, options) : InSqlite(sqlite, options);
        }
        catch (Exception exception) when (exception is SqliteException or NpgsqlException)
        {
            throw new InvalidSettingsException($"not everything could be deleted, please try again: {exception.Message}");
        }
    }

    private static string InSqlite(SqlitePurge sqlite, ServerOptions options)
    {
        var selected = sqlite.Select(options.Selection);
        if (!options.IsConfirmed)
        {
            return Preview(selected);
        }

        sqlite.Delete();
        return Deleted(selected) + (sqlite.TryShrink()
            ? ""
            : "\nThe database is in use, so its file keeps its size and new reports fill the space. To shrink the file, stop the "
                + "responder and run this command again.");
    }

    private static async Task<string> InPostgresAsync(string setting, SqlitePurge journal, ServerOptions options)
    {
        await using var postgres = PostgresConnections.Open(setting);
        await using var connection = await postgres.OpenConnectionAsync();
        var purge = new PostgresPurge(connection);
        var selected = await purge.SelectAsync(options.Selection);
        if (!options.IsConfirmed)
        {
            return Preview(selected);
        }

        await purge.DeleteAsync();
        journal.Select(purge.Ids);
        journal.Delete();
        await purge.VacuumAsync();
        return Deleted(selected);
    }

    private static string Preview(SelectedClusters selected) =>
        string.Create(CultureInfo.InvariantCulture, $"Would delete {selected.Count} clusters with {selected.Reports} reports.")
        + string.Concat(selected.Sample.Select(line => "\n" + line))
        + (selected.Count > 0 ? "\nNothing was deleted. To delete, add --yes." : "");

    private static string Deleted(SelectedClusters selected) =>
        string.Create(CultureInfo.InvariantCulture, $"Deleted {selected.Count} clusters with {selected.Reports} reports.");
}
