using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Server.Receiving;

namespace SecurityResponder.Server.Storing;

/// <summary>A report as it is written: ids are keyed hashes from here on.</summary>
/// <param name="ReceivedAt">UTC.</param>
/// <param name="Values">A value for each of <see cref="Columns"/>: a string, a <see cref="long"/>, bytes, or null.</param>
internal sealed record KeptReport(DateTimeOffset ReceivedAt, IReadOnlyList<object?> Values)
{
    /// <summary>The columns of the database, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["received_at", "app_version", "kubernetes_version", .. ReportColumn.All.Select(column => column.Name)];

    /// <summary>The report, fit to be written.</summary>
    /// <param name="report">What came.</param>
    /// <param name="receivedAt">When.</param>
    /// <param name="secret">The key of the hashes.</param>
    public static KeptReport Of(ClusterReport report, DateTimeOffset receivedAt, byte[] secret)
    {
        var version = report.Version.ToString();
        return new KeptReport(receivedAt,
        [
            receivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            version,
            // Not taken from the wire, since one of the two shapes does not send it.
            version.Split('+')[0],
            .. ReportColumn.All.Zip(report.Values, (column, value) => Written(column, value, secret)),
        ]);
    }

    private static object? Written(ReportColumn column, object? value, byte[] secret) => value switch
    {
        bool truth => truth ? 1L : 0L,
        string id when column.Kind == ColumnKind.Id => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(id)),
        _ => value,
    };
}
