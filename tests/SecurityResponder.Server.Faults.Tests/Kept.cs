using System.Security.Cryptography;
using System.Text;
using Npgsql;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Faults.Tests;

/// <summary>What is kept, against what was acknowledged.</summary>
internal static class Kept
{
    private static readonly int Cluster = StoredReport.Columns.ToList().IndexOf("cluster_id");

    /// <summary>The clusters in a data directory, one for each report.</summary>
    public static List<string> InFile(string data) =>
        [.. ReportDatabase.Read(DataDirectory.DatabaseIn(data)).Select(row => Convert.ToHexString((byte[])row[Cluster]!))];

    /// <summary>The clusters in PostgreSQL, one for each report.</summary>
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

    /// <summary>Ends a server, and starts it again where its journal still holds what PostgreSQL lacks: ten seconds for the last of it may be too
    /// few. A new life sends again what an asynchronous standby may lack too, so it is let live until all is there, or nothing more comes.</summary>
    public static async Task<List<string>> DeliveredAsync(Server server, string database, int acknowledged)
    {
        await server.TerminateAsync();
        var kept = await InPostgresAsync(database);
        if (kept.Count >= acknowledged)
        {
            return kept;
        }

        var connected = server.Count("[604]");
        await server.StartAsync();
        await server.SaysAsync("[604]", connected + 1);
        for (var (seconds, quiet) = (0, 0); kept.Count < acknowledged && quiet < 60 && seconds < 300; seconds++)
        {
            await Load.LastAsync(TimeSpan.FromSeconds(1));
            var before = kept.Count;
            kept = await InPostgresAsync(database);
            quiet = kept.Count > before ? 0 : quiet + 1;
        }

        await server.TerminateAsync();
        return await InPostgresAsync(database);
    }

    /// <summary>Each cluster reported once: each that was answered is there, and none is there twice.</summary>
    public static void AssertOnce(string data, IReadOnlyList<string> acknowledged, List<string> kept)
    {
        var secret = File.ReadAllBytes(Path.Combine(data, "secret.key"));
        var there = kept.ToHashSet();
        var lost = acknowledged.Count(cluster => !there.Contains(Convert.ToHexString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(cluster)))));
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged.Count} acknowledged, {kept.Count} kept, {lost} lost, {kept.Count - there.Count} twice");
        Assert.NotEmpty(acknowledged);
        Assert.Equal((0, 0), (lost, kept.Count - there.Count));
    }
}
