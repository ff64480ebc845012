using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Receiving;

namespace SecurityResponder.Server.Storing;

/// <summary>A report as it is written: ids are keyed hashes from here on.</summary>
/// <param name="Values">A value for each of <see cref="Columns"/>: a string, a <see cref="long"/>, bytes, or null.</param>
internal sealed record KeptReport(IReadOnlyList<object?> Values)
{
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
    public static KeptReport Of(ClusterReport report, string? country, DateTimeOffset receivedAt, byte[] secret)
    {
        var version = report.Version.ToString();
        return new KeptReport(
        [
            // Ordered by time (https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7), so an index of them grows at its end.
            Guid.CreateVersion7(receivedAt).ToByteArray(bigEndian: true),
            Rfc3339.Of(receivedAt),
            version,
            // Not taken from the wire, since one of the two shapes does not send it.
            version.Split('+')[0],
            country,
            .. ReportColumn.All.Zip(report.Values, (column, value) => Written(column, value, secret)),
        ]);
    }

    /// <summary>An id as it is kept: HMAC-SHA-256 of its small letters.</summary>
    public static byte[] Hash(string id, byte[] secret) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(id.ToLowerInvariant()));

    private static string Renewing(IReadOnlyList<string> columns) =>
        $"({string.Join(", ", columns)}) = ({string.Join(", ", columns.Select(name => "excluded." + name))})";

    private static object? Written(ReportColumn column, object? value, byte[] secret) => value switch
    {
        bool truth => truth ? 1L : 0L,
        string id when column.Kind == ColumnKind.Id => Hash(id, secret),
        _ => value,
    };
}
