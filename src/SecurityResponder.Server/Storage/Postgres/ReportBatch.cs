using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Reports from the journal as arrays, one for each column: a statement writes all of them, and needs no temporary table, which
/// neither PgBouncer nor Citus would keep.</summary>
/// <remarks>The reports are in the order of the key of table <c>report</c>, and so are their clusters: two writers with reports of the same
/// clusters wait for each other and do not deadlock.</remarks>
internal sealed class ReportBatch
{
    /// <summary>The cluster id of reports without one: a column of a key cannot be NULL.</summary>
    public static readonly byte[] NoCluster = new byte[32];

    private static readonly int ReportId = Index("report_id"), ReceivedAt = Index("received_at"), ClusterId = Index("cluster_id"),
        IsDevelopment = Index("dev");

    private static readonly Dictionary<string, ColumnKind> Kinds =
        ReportColumn.All.ToDictionary(column => column.Name, column => column.Kind);

    private readonly List<object?[]> _rows;

    private ReportBatch(List<object?[]> rows) => _rows = rows;

    /// <summary>The number of reports.</summary>
    public int Count => _rows.Count;

    /// <summary>The ids of the clusters that sent them.</summary>
    public NpgsqlParameter ClusterIds => new NpgsqlParameter<byte[][]>
    {
        TypedValue = [.. _rows.Select(Cluster).DistinctBy(Convert.ToHexString)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
    };

    /// <summary>The days on which they came, in order.</summary>
    public IEnumerable<DateOnly> Days => _rows.Select(Day).Distinct().Order();

    /// <summary>The reports of clusters, of each only the latest.</summary>
    public ReportBatch LatestOfClusters => Latest(row => (Convert.ToHexString(Cluster(row)), row[IsDevelopment], null));

    /// <summary>The reports of clusters, of each only the latest of each day.</summary>
    public ReportBatch LatestOfDays => Latest(row => (Convert.ToHexString(Cluster(row)), row[IsDevelopment], Day(row)));

    /// <summary>The keys of the reports.</summary>
    public IEnumerable<(byte[] Cluster, DateTime ReceivedAt, Guid Id)> Keys =>
        _rows.Select(row => (Cluster(row), (DateTime)row[ReceivedAt]!, (Guid)row[ReportId]!));

    /// <summary>Reads reports.</summary>
    /// <param name="reports">Rows with the journal's id and then <see cref="StoredReport.Columns"/>.</param>
    public static ReportBatch Read(SqliteDataReader reports)
    {
        var rows = new List<object?[]>();
        while (reports.Read())
        {
            rows.Add([.. StoredReport.Columns.Select((column, index) => Value(column, reports, index + 1))]);
        }

        rows.Sort(static (left, right) => Cluster(left).AsSpan().SequenceCompareTo(Cluster(right)) is not 0 and var order
            ? order
            : Compare(left, right));
        return new ReportBatch(rows);
    }

    /// <summary>Returns the batch without reports that came before their cluster was deleted.</summary>
    /// <param name="forgotten">The time when a cluster was deleted, by its id in hexadecimal digits.</param>
    public ReportBatch Without(IReadOnlyDictionary<string, DateTime> forgotten) => forgotten.Count == 0 ? this : new(
        _rows.FindAll(row => !forgotten.TryGetValue(Convert.ToHexString(Cluster(row)), out var at) || (DateTime)row[ReceivedAt]! > at));

    /// <summary>Returns the array of a column of <see cref="StoredReport.Columns"/>, or of <c>day</c>.</summary>
    public NpgsqlParameter Array(string column)
    {
        var index = Index(column);
        return column switch
        {
            "day" => Array(_rows.ConvertAll(Day), NpgsqlDbType.Date),
            "report_id" => Array(_rows.ConvertAll(row => (Guid)row[index]!), NpgsqlDbType.Uuid),
            "received_at" => Array(_rows.ConvertAll(row => (DateTime)row[index]!), NpgsqlDbType.TimestampTz),
            _ => Kinds.GetValueOrDefault(column, ColumnKind.Text) switch
            {
                ColumnKind.Count => Array(_rows.ConvertAll(row => (long?)row[index]), NpgsqlDbType.Bigint),
                ColumnKind.Boolean or ColumnKind.Flag => Array(_rows.ConvertAll(row => (bool?)row[index]), NpgsqlDbType.Boolean),
                ColumnKind.Id => Array(_rows.ConvertAll(row => (byte[]?)row[index]), NpgsqlDbType.Bytea),
                _ => Array(_rows.ConvertAll(row => (string?)row[index]), NpgsqlDbType.Text),
            },
        };
    }

    private static NpgsqlParameter<T[]> Array<T>(List<T> values, NpgsqlDbType type) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | type };

    // The last of equal keys in the order of the rows is the latest.
    private ReportBatch Latest(Func<object?[], (string Cluster, object? IsDevelopment, DateOnly? Day)> key)
    {
        var latest = new Dictionary<(string, object?, DateOnly?), object?[]>();
        foreach (var row in _rows.Where(row => !Cluster(row).AsSpan().SequenceEqual(NoCluster)))
        {
            latest[key(row)] = row;
        }

        return new ReportBatch([.. latest
            .OrderBy(entry => entry.Key.Item1, StringComparer.Ordinal).ThenBy(entry => entry.Key.Item2).ThenBy(entry => entry.Key.Item3)
            .Select(entry => entry.Value)]);
    }

    // By time, then by id, as PostgreSQL compares them.
    private static int Compare(object?[] left, object?[] right) =>
        ((DateTime)left[ReceivedAt]!).CompareTo((DateTime)right[ReceivedAt]!) is not 0 and var order
            ? order
            : ((Guid)left[ReportId]!).CompareTo((Guid)right[ReportId]!);

    private static int Index(string column) => StoredReport.Columns.ToList().IndexOf(column);

    private static byte[] Cluster(object?[] row) => (byte[])row[ClusterId]!;

    private static DateOnly Day(object?[] row) => DateOnly.FromDateTime((DateTime)row[ReceivedAt]!);

    private static object? Value(string column, SqliteDataReader row, int index) => column switch
    {
        "report_id" => new Guid(row.GetFieldValue<byte[]>(index), bigEndian: true),
        "received_at" => DateTime.SpecifyKind(row.GetDateTime(index), DateTimeKind.Utc),
        "cluster_id" when row.IsDBNull(index) => NoCluster,
        _ when row.IsDBNull(index) => null,
        _ => Kinds.GetValueOrDefault(column, ColumnKind.Text) switch
        {
            ColumnKind.Count => row.GetInt64(index),
            ColumnKind.Boolean or ColumnKind.Flag => row.GetBoolean(index),
            ColumnKind.Id => row.GetFieldValue<byte[]>(index),
            _ => row.GetString(index),
        },
    };
}
