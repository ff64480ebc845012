using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Storage;

/// <summary>A report as it is written: ids are keyed hashes from here on.</summary>
/// <param name="Values">A value for each of <see cref="Columns"/>: a string, a <see cref="long"/>, bytes, or null.</param>
internal sealed record StoredReport(ImmutableArray<object?> Values)
{
    // To prepare a keyed hash costs OpenSSL more than to make one of 36 letters, so each thread keeps its own.
    [ThreadStatic]
    private static (byte[] Secret, IncrementalHash Hmac)? _hash;

    // What stands before the facts of the wire.
    private const int OwnColumns = 5;

    /// <summary>The columns of the database, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["report_id", "received_at", "app_version", "kubernetes_version", "country", .. ReportColumn.All.Select(column => column.Name)];

    /// <summary>The same as SQL lists them.</summary>
    public static string ColumnList { get; } = string.Join(", ", Columns);

    /// <summary>How SQL renews the row of a cluster by its latest report: all but the key.</summary>
    public static string Renewal { get; } = Renewing([.. Columns.Except(["cluster_id", "dev"])]);

    /// <summary>The report, fit to be written.</summary>
    /// <param name="report">What came.</param>
    /// <param name="country">Where from, two letters, e.g. <c>DE</c>; null when not known.</param>
    /// <param name="receivedAt">When.</param>
    /// <param name="secret">The key of the hashes.</param>
    public static StoredReport Of(ClusterReport report, string? country, DateTimeOffset receivedAt, byte[] secret)
    {
        var version = report.Version.ToString();
        var metadata = version.IndexOf('+', StringComparison.Ordinal);
        var values = new object?[Columns.Count];
        // Ordered by time (https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7), so an index of them grows at its end.
        values[0] = Guid.CreateVersion7(receivedAt).ToByteArray(bigEndian: true);
        values[1] = Rfc3339.Of(receivedAt);
        values[2] = version;
        // Not taken from the wire, since one of the two shapes does not send it.
        values[3] = metadata < 0 ? version : version[..metadata];
        values[4] = country;
        for (var i = 0; i < ReportColumn.All.Length; i++)
        {
            values[OwnColumns + i] = Written(ReportColumn.All[i], report[ReportColumn.All[i]], secret);
        }

        return new StoredReport(ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    /// <summary>An id as it is kept: HMAC-SHA-256 of its small letters.</summary>
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

    private static string Renewing(IReadOnlyList<string> columns) =>
        $"({string.Join(", ", columns)}) = ({string.Join(", ", columns.Select(name => "excluded." + name))})";

    private static object? Written(ReportColumn column, object? value, byte[] secret) => value switch
    {
        bool truth => truth ? 1L : 0L,
        string id when column.Kind == ColumnKind.Id => Hash(id, secret),
        _ => value,
    };
}
