using System.Globalization;
using Microsoft.Data.Sqlite;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Commands;

/// <summary>Deletes many clusters from an SQLite file. A responder may be running at the same time.</summary>
internal sealed class SqlitePurge : IDisposable
{
    private const int ReportsAtOnce = 2000;
    private const int ClustersAtOnce = 100;

    private static readonly string Sample = "SELECT cluster_id, " + string.Join(", ", SelectedClusters.SampleColumns)
        + " FROM cluster WHERE cluster_id IN (SELECT cluster_id FROM selected)"
        + $" ORDER BY received_at DESC LIMIT {SelectedClusters.SampleSize}";

    private readonly SqliteConnection _connection;

    /// <summary>Opens a file.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqlitePurge(string file)
    {
        _connection = ReportDatabase.Connect(file, SqliteOpenMode.ReadWrite);
        // A table of this connection: the file is not locked while clusters are searched.
        _connection.Execute("CREATE TEMP TABLE selected (cluster_id BLOB PRIMARY KEY) WITHOUT ROWID");
    }

    /// <summary>Selects clusters by criteria.</summary>
    public SelectedClusters Select(ClusterSelection selection)
    {
        var patterns = string.Concat(selection.Patterns.Select(
            (pattern, index) => $" AND c.{SelectedClusters.Column(pattern)} GLOB @glob{index}"));
        using var select = _connection.Command(
            $"""
            INSERT INTO selected (cluster_id)
            SELECT DISTINCT c.cluster_id
            FROM cluster c
            JOIN (SELECT cluster_id, min(received_at) AS first_seen FROM report GROUP BY cluster_id) r ON r.cluster_id = c.cluster_id
            WHERE r.first_seen >= @from AND r.first_seen < @to{patterns}
            """,
            ("@from", selection.From is { } from ? Rfc3339.Of(from) : ""), ("@to", selection.To is { } to ? Rfc3339.Of(to) : "~"));
        foreach (var (pattern, index) in selection.Patterns.Select((pattern, index) => (pattern, index)))
        {
            // GLOB of SQLite also has sets of characters.
            select.Parameters.AddWithValue($"@glob{index}", pattern.Glob.Replace("[", "[[]", StringComparison.Ordinal));
        }

        select.ExecuteNonQuery();
        return Selected();
    }

    /// <summary>Selects clusters by their ids.</summary>
    public SelectedClusters Select(IEnumerable<byte[]> ids)
    {
        foreach (var id in ids)
        {
            _connection.Execute("INSERT OR IGNORE INTO selected (cluster_id) VALUES (@id)", ("@id", id));
        }

        return Selected();
    }

    /// <summary>Deletes what was selected, in small transactions.</summary>
    public void Delete()
    {
        var last = _connection.Number("SELECT coalesce(max(id), 0) FROM report");
        for (var after = _connection.Number("SELECT coalesce(min(id), 0) - 1 FROM report"); after < last; after += ReportsAtOnce)
        {
            _connection.Execute(
                "DELETE FROM report WHERE id > @after AND id <= @last AND cluster_id IN (SELECT cluster_id FROM selected)",
                ("@after", after), ("@last", after + ReportsAtOnce));
        }

        var days = Texts("SELECT DISTINCT day FROM cluster_day");
        foreach (var ids in Texts("SELECT hex(cluster_id) FROM selected").Chunk(ClustersAtOnce))
        {
            var list = $"(x'{string.Join("', x'", ids)}')";
            foreach (var day in days)
            {
                _connection.Execute(
                    $"DELETE FROM cluster_day WHERE day = @day AND dev IN (0, 1) AND cluster_id IN {list}", ("@day", day));
            }

            _connection.Execute($"DELETE FROM cluster WHERE cluster_id IN {list}");
            _connection.Execute($"DELETE FROM cluster_name WHERE cluster_id IN {list}");
        }
    }

    /// <summary>Gives the space of deleted rows back to the file system.</summary>
    /// <returns>False when another program has the file open: then the space is used for new reports.</returns>
    public bool TryShrink()
    {
        try
        {
            // Leaving WAL mode is possible only for a program that is alone: rewriting the file would keep reports from being written.
            _connection.Execute("PRAGMA journal_mode = DELETE");
            _connection.Execute("VACUUM");
            _connection.Execute("PRAGMA journal_mode = WAL");
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return false;
        }
    }

    public void Dispose() => _connection.Dispose();

    private SelectedClusters Selected()
    {
        var sample = new List<string>();
        using var command = _connection.Command(Sample);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var values = new object[rows.FieldCount];
            rows.GetValues(values);
            sample.Add(SelectedClusters.Line((byte[])values[0], values.Skip(1)));
        }

        return new SelectedClusters(
            [.. Texts("SELECT hex(cluster_id) FROM selected").Select(Convert.FromHexString)],
            _connection.Number("SELECT count(*) FROM report WHERE cluster_id IN (SELECT cluster_id FROM selected)"),
            sample);
    }

    private List<string> Texts(string sql)
    {
        using var command = _connection.Command(sql);
        using var rows = command.ExecuteReader();
        var texts = new List<string>();
        while (rows.Read())
        {
            texts.Add(Convert.ToString(rows.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return texts;
    }
}
