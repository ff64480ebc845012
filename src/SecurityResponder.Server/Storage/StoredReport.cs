using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage;

/// <summary>A report as it is stored: its ids are keyed hashes.</summary>
/// <param name="Values">One value for each of <see cref="Columns"/>: a string, a <see cref="long"/>, bytes, or null.</param>
internal sealed record StoredReport(ImmutableArray<object?> Values)
{
    // Preparing a keyed hash costs OpenSSL more than hashing 36 characters: each thread reuses its own.
    [ThreadStatic]
    private static (byte[] Secret, IncrementalHash Hmac)? _hash;

    private static readonly ReportColumn Servers = Named("server_node_count"), Agents = Named("agent_node_count");

    // The number of columns before those of the report.
    private const int OwnColumns = 7;

    private static readonly int ClusterIndex = OwnColumns + Named("cluster_id").Ordinal,
        DevelopmentIndex = OwnColumns + Named("dev").Ordinal;

    /// <summary>The columns of table <c>report</c>, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "report_id", "received_at", "app_version", "kubernetes_version", "country", FigureColumn.KubernetesMinor, FigureColumn.ClusterSize,
        .. ReportColumn.All.Select(column => column.Name),
    ];

    /// <summary><see cref="Columns"/>, separated by commas.</summary>
    public static string ColumnList { get; } = string.Join(", ", Columns);

    /// <summary>The assignments of an upsert into table <c>cluster</c>: every column but those of the key.</summary>
    public static string UpdateList { get; } =
        string.Join(", ", Columns.Except(["cluster_id", "dev"]).Select(name => $"{name} = excluded.{name}"));

    /// <summary>The id of the report, see <see cref="Of"/>.</summary>
    public byte[] Id => (byte[])Values[0]!;

    /// <summary>The time when the report came, in the format of <see cref="Rfc3339"/>.</summary>
    public string ReceivedAt => (string)Values[1]!;

    /// <summary>The cluster; null when the report does not contain its id.</summary>
    public byte[]? Cluster => (byte[]?)Values[ClusterIndex];

    /// <summary>1 for a development build, otherwise 0.</summary>
    public long Development => (long)Values[DevelopmentIndex]!;

    /// <summary>Converts a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="country">The country that it came from, two letters, e.g. <c>DE</c>; null when unknown.</param>
    /// <param name="receivedAt">The time when it came.</param>
    /// <param name="secret">The key of the hashes.</param>
    /// <param name="isOverQuota">Whether it replaces the last report over the quota of its cluster; it must have the id of one.</param>
    public static StoredReport Of(
        ClusterReport report, string? country, DateTimeOffset receivedAt, byte[] secret, bool isOverQuota = false)
    {
        var version = report.Version.ToString();
        var metadataIndex = version.IndexOf('+', StringComparison.Ordinal);
        var values = new object?[Columns.Count];
        // UUIDv7 is ordered by time (https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7), so the index grows at its end.
        values[0] = Guid.CreateVersion7(receivedAt).ToByteArray(bigEndian: true);
        values[1] = Rfc3339.Of(receivedAt);
        values[2] = version;
        // Not read from the report: one of the two wire formats does not contain it.
        values[3] = metadataIndex < 0 ? version : version[..metadataIndex];
        values[4] = country;
        values[5] = $"v{report.Version.Minor}";
        values[6] = SizeOf(report[Servers] as long?, report[Agents] as long?);
        for (var i = 0; i < ReportColumn.All.Length; i++)
        {
            values[OwnColumns + i] = ToStored(ReportColumn.All[i], report[ReportColumn.All[i]], secret);
        }

        if (isOverQuota)
        {
            values[0] = OverQuotaId.Of((byte[])values[ClusterIndex]!, values[DevelopmentIndex] is 1L, receivedAt);
        }

        return new StoredReport(ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    /// <summary>Hashes an id: HMAC-SHA-256 of the id in lower case.</summary>
    public static byte[] Hash(string id, byte[] secret)
    {
        if (_hash?.Secret != secret)
        {
            _hash?.Hmac.Dispose();
            _hash = (secret, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret));
        }

        _hash.Value.Hmac.AppendData(Encoding.UTF8.GetBytes(id.ToLowerInvariant()));
        return _hash.Value.Hmac.GetHashAndReset();
    }

    // Figures count clusters by these ranges, see FigureColumn.ClusterSize.
    private static string? SizeOf(long? servers, long? agents) => (servers + agents) switch
    {
        null or < 1 => null,
        1 => "1",
        <= 5 => "2-5",
        <= 20 => "6-20",
        <= 100 => "21-100",
        <= 500 => "101-500",
        _ => "501+",
    };

    private static ReportColumn Named(string name) => ReportColumn.All.Single(column => column.Name == name);

    private static object? ToStored(ReportColumn column, object? value, byte[] secret) => value switch
    {
        bool flag => flag ? 1L : 0L,
        string id when column.Kind == ColumnKind.Id => Hash(id, secret),
        _ => value,
    };
}
