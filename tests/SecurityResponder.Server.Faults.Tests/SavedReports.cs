using System.Security.Cryptography;
using System.Text;
using Npgsql;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Faults.Tests;

/// <summary>Compares the saved reports with those that were acknowledged.</summary>
internal static class SavedReports
{
    private static readonly int Cluster = StoredReport.Columns.ToList().IndexOf("cluster_id");

    /// <summary>Reads the cluster id of each report in a data directory.</summary>
    public static List<string> InFile(string data) =>
        [.. ReportDatabase.Read(DataDirectory.DatabaseIn(data)).Select(row => Convert.ToHexString((byte[])row[Cluster]!))];

    /// <summary>Reads the cluster id of each report in PostgreSQL.</summary>
    public static async Task<List<string>> InPostgresAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT cluster_id FROM report", connection);
        await using var rows = await command.ExecuteReaderAsync();
        var clusters = new List<string>();
        while (await rows.ReadAsync())
        {
            clusters.Add(Convert.ToHexString(rows.GetFieldValue<byte[]>(0)));
        }

        return clusters;
    }

    /// <summary>Stops a server and returns the reports in PostgreSQL. If some are still in the journal, because they could not be sent
    /// within ten seconds, it starts the server again until all are there, or none arrives for a minute: it also resends what a standby may
    /// lack.</summary>
    public static async Task<List<string>> DeliveredAsync(Server server, string database, int acknowledged)
    {
        await server.TerminateAsync();
        var saved = await InPostgresAsync(database);
        if (saved.Count >= acknowledged)
        {
            return saved;
        }

        var connected = server.Count("[604]");
        await server.StartAsync();
        await server.WaitForLogAsync("[604]", connected + 1);
        for (var (seconds, quiet) = (0, 0); saved.Count < acknowledged && quiet < 60 && seconds < 300; seconds++)
        {
            await Load.ContinueForAsync(TimeSpan.FromSeconds(1));
            var before = saved.Count;
            saved = await InPostgresAsync(database);
            quiet = saved.Count > before ? 0 : quiet + 1;
        }

        await server.TerminateAsync();
        return await InPostgresAsync(database);
    }

    /// <summary>Asserts that every acknowledged report is saved, and none is saved twice. Each cluster reports once.</summary>
    public static void AssertOnce(string data, IReadOnlyList<string> acknowledged, List<string> saved)
    {
        var secret = File.ReadAllBytes(Path.Combine(data, "secret.key"));
        var distinct = saved.ToHashSet();
        string Hash(string cluster) => Convert.ToHexString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(cluster)));
        var (lost, twice) = (acknowledged.Count(cluster => !distinct.Contains(Hash(cluster))), saved.Count - distinct.Count);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{acknowledged.Count} acknowledged, {saved.Count} saved, {lost} lost, {twice} saved twice");
        Assert.NotEmpty(acknowledged);
        Assert.Equal((0, 0), (lost, twice));
    }
}
