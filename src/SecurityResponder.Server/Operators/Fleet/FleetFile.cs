using System.Text;
using SecurityResponder.Releases;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The list of clusters as CSV, sent while it is read: a fleet of any size takes little memory.</summary>
internal static class FleetFile
{
    private const int RowsPerWrite = 200;

    private static readonly string[] Columns =
    [
        "id", "name", "version", "in_feed", "nodes", "cni_plugin", "ingress_controller", "support", "last_day", "cves", "exploited_cves",
        "critical_cves", "high_cves", "unrated_cves", "undecided_cves", "withdrawn", "prime_only", "upgrade", "advice", "last_seen",
    ];

    /// <summary>Sends clusters.</summary>
    public static async Task SendAsync(
        HttpContext context, IAsyncEnumerable<AssessedCluster> clusters, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"fleet.csv\"";
        response.Headers.CacheControl = "no-store";
        var (text, rows) = (new StringBuilder(), 0);
        FigureFile.AppendCsv(text, Columns);
        await foreach (var cluster in clusters.WithCancellation(cancellationToken))
        {
            FigureFile.AppendCsv(text, Row(cluster));
            if (++rows % RowsPerWrite == 0)
            {
                await WriteAsync(response, text, cancellationToken);
            }
        }

        await WriteAsync(response, text, cancellationToken);
    }

    private static async Task WriteAsync(HttpResponse response, StringBuilder text, CancellationToken cancellationToken)
    {
        await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        text.Clear();
    }

    private static object?[] Row(AssessedCluster cluster)
    {
        var (summary, facts) = (cluster.Summary, cluster.Facts);
        var isKnown = summary.Release is not null || summary.Counts.Total > 0;
        return
        [
            cluster.Id, cluster.Name, summary.Installed, summary.Release is not null, cluster.Nodes, facts.Cni?.Name, facts.Ingress?.Name,
            .. SupportOf(summary.Support),
            .. isKnown
                ? [summary.Counts.Total, summary.Counts.Exploited, summary.Counts.Critical, summary.Counts.High, summary.Counts.Unrated]
                : new object?[5],
            summary.Undecided, summary.Release?.IsWithdrawn, summary.Release?.IsPrimeOnly, summary.Upgrade,
            string.Join("; ", summary.Advice), DateModel.OfInstant(cluster.LastSeen, cluster.LastSeen).Machine,
        ];
    }

    private static object?[] SupportOf(Support support) => support switch
    {
        Support.Supported supported => ["supported", DisplayText.Day(supported.Until)],
        Support.EndOfLife ended => ["ended", DisplayText.Day(ended.On)],
        _ => ["unknown", null],
    };
}
