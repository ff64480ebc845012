using System.Net;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Overload;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Checks;

/// <summary>Limits what is recorded of one cluster and of one network on a day (UTC). A cluster over quota still gets its answer.</summary>
internal sealed partial class ReportQuotas(QuotaLimits limits, TrustedProxies proxies, TimeProvider time, ILogger<ReportQuotas> logger)
{
    private static readonly ReportColumn ClusterId = ReportColumn.Named("cluster_id");

    private readonly Lock _lock = new();

    // By quota: the reports over it today.
    private readonly long[] _exceeded = new long[Enum.GetValues<Quota>().Length];
    private RecordedToday? _today;

    /// <summary>Counts a report that is about to be recorded.</summary>
    /// <param name="report">The report.</param>
    /// <param name="context">Its request, for the network that it comes from.</param>
    /// <param name="bytes">The length of its body.</param>
    /// <returns>The quota that it exceeds: it must not be recorded. Null when it can be recorded.</returns>
    public Quota? Exceeded(ClusterReport report, HttpContext context, int bytes)
    {
        var network = limits.NewClusters is null ? null : Network(context);
        // Reports without an id count as those of one cluster for each network.
        var exceeded = report[ClusterId] is string id
            ? Today().Add(id.GetHashCode(StringComparison.Ordinal), network, bytes, limits)
            : Today().Add(HashCode.Combine(network), null, bytes, limits);
        if (exceeded is { } quota && Interlocked.Increment(ref _exceeded[(int)quota]) == 1)
        {
            Log.Exceeded(logger, Name(quota));
        }

        return exceeded;
    }

    // Null where there is no limit. Loopback has none: a proxy on the same machine forwards the requests of all clients.
    private int? Network(HttpContext context) =>
        proxies.Client(context) is { } client && !IPAddress.IsLoopback(client) ? RateLimit.Bucket(client) : null;

    private RecordedToday Today()
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var today = Volatile.Read(ref _today);
        return today?.Day == day ? today : Begin(day);
    }

    private RecordedToday Begin(DateOnly day)
    {
        lock (_lock)
        {
            if (_today?.Day == day)
            {
                return _today;
            }

            LogEnded();
            var today = new RecordedToday(day, _today?.Day == day.AddDays(-1) ? _today : null);
            Volatile.Write(ref _today, today);
            return today;
        }
    }

    private void LogEnded()
    {
        foreach (var quota in Enum.GetValues<Quota>())
        {
            var reports = Interlocked.Exchange(ref _exceeded[(int)quota], 0);
            if (reports > 0)
            {
                Log.Ended(logger, Name(quota), reports);
            }
        }
    }

    private static string Name(Quota quota) => quota switch
    {
        Quota.ClusterReports => "--cluster-reports",
        Quota.ClusterBytes => "--cluster-bytes",
        _ => "--new-clusters",
    };

    private static partial class Log
    {
        [LoggerMessage(710, LogLevel.Warning,
            "A quota is exceeded ({Quota}): further reports of this cluster or network are answered and not recorded until the end of the "
            + "day (UTC). Logged once a day; responder_report_not_recorded_total counts the reports.")]
        public static partial void Exceeded(ILogger logger, string quota);

        [LoggerMessage(711, LogLevel.Information, "A new day began for the quota {Quota}; {Reports} reports were over it on the last.")]
        public static partial void Ended(ILogger logger, string quota, long reports);
    }
}
