using System.Globalization;
using Microsoft.Data.Sqlite;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Commands;

/// <summary>Deletes many clusters from an SQLite file. A responder may be running at the same time.</summary>
/// <remarks>The ids stay in a table, not in memory: millions of clusters can be invented within a day.</remarks>
internal sealed class SqlitePurge : IDisposable
{
    private const int ReportsAtOnce = 2000;
    private const int ClustersAtOnce = 1000;

    private static readonly string Sample = "SELECT cluster_id, " + string.Join(", ", SelectedClusters.SampleColumns)
        + " FROM cluster WHERE cluster_id IN (SELECT cluster_id FROM selected)"
        + $" ORDER BY received_at DESC LIMIT {SelectedClusters.SampleSize}";

    private readonly string _file;
    private readonly SqliteConnection _connection;

    /// <summary>Opens a file.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqlitePurge(string file)
    {
        _file = file;
        _connection = ReportDatabase.Connect(file, SqliteOpenMode.ReadWrite);
        // A table of this connection: the file is not locked while clusters are searched.
        _connection.Execute("CREATE TEMP TABLE selected (number INTEGER PRIMARY KEY, cluster_id BLOB NOT NULL UNIQUE)");
    }

    /// <summary>Selects clusters by criteria.</summary>
    public SelectedClusters Select(ClusterSelection selection)
    {
        DeriveClusters();
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
        var last = 0L;
        while (_connection.Number(SqliteStatements.LastToDerive, ("@after", last), ("@limit", ReportsAtOnce)) is > 0 and var next)
        {
            _connection.Execute(
                "DELETE FROM report WHERE id > @after AND id <= @last AND cluster_id IN (SELECT cluster_id FROM selected)",
                ("@after", last), ("@last", next));
            last = next;
        }

        var days = Texts("SELECT DISTINCT day FROM cluster_day");
        var clusters = _connection.Number("SELECT coalesce(max(number), 0) FROM selected");
        for (var first = 1L; first <= clusters; first += ClustersAtOnce)
        {
            DeleteClusters(first, days);
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

    // Clusters are selected by their latest report, which a responder derives after its answer, and later when it is busy.
    private void DeriveClusters()
    {
        using var database = ReportDatabase.Open(_file);
        while (ClusterDerivation.DeriveNext(database) > 0)
        {
            continue;
        }
    }

    private void DeleteClusters(long first, List<string> days)
    {
        const string Slice = "cluster_id IN (SELECT cluster_id FROM selected WHERE number BETWEEN @first AND @last)";
        var last = first + ClustersAtOnce - 1;
        foreach (var day in days)
        {
            _connection.Execute(
                $"DELETE FROM cluster_day WHERE day = @day AND dev IN (0, 1) AND {Slice}",
                ("@day", day), ("@first", first), ("@last", last));
        }

        _connection.Execute($"DELETE FROM cluster WHERE {Slice}", ("@first", first), ("@last", last));
        _connection.Execute($"DELETE FROM cluster_name WHERE {Slice}", ("@first", first), ("@last", last));
    }

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
            _connection.Number("SELECT count(*) FROM selected"),
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
