using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Server.Receiving;

namespace SecurityResponder.Server.Storing;

/// <summary>A report as it is written: ids are keyed hashes from here on.</summary>
/// <param name="Values">A value for each of <see cref="Columns"/>: a string, a <see cref="long"/>, bytes, or null.</param>
internal sealed record KeptReport(IReadOnlyList<object?> Values)
{
    /// <summary>The columns of the database, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["report_id", "received_at", "app_version", "kubernetes_version", "country", .. ReportColumn.All.Select(column => column.Name)];

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
            Text(receivedAt),
            version,
            // Not taken from the wire, since one of the two shapes does not send it.
            version.Split('+')[0],
            country,
            .. ReportColumn.All.Zip(report.Values, (column, value) => Written(column, value, secret)),
        ]);
    }

    /// <summary>An instant as it is written, to the second, e.g. <c>2026-08-04T20:09:56Z</c>: text that sorts by time.</summary>
    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>An id as it is kept: HMAC-SHA-256 of its small letters.</summary>
    public static byte[] Hash(string id, byte[] secret) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(id.ToLowerInvariant()));

    private static object? Written(ReportColumn column, object? value, byte[] secret) => value switch
    {
        bool truth => truth ? 1L : 0L,
        string id when column.Kind == ColumnKind.Id => Hash(id, secret),
        _ => value,
    };
}
