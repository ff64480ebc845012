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
    public QuotaDecision Decide(ClusterReport report, HttpContext context, int bytes)
    {
        var network = limits.NewClusters is null ? null : Network(context);
        var today = Today();
        // Reports without an id count as those of one cluster for each network.
        var id = report[ClusterId] as string;
        var (cluster, inventing) = id is null
            ? (HashCode.Combine(network), null)
            : (id.GetHashCode(StringComparison.Ordinal), network);
        if (today.Add(cluster, inventing, bytes, limits) is not { } exceeded)
        {
            return new QuotaDecision.Within(today, cluster, inventing, bytes);
        }

        if (Interlocked.Increment(ref _exceeded[(int)exceeded]) == 1)
        {
            Log.Exceeded(logger, Name(exceeded), Effect(exceeded));
        }

        return id is not null && exceeded != Quota.NewClusters && today.MayReplace(cluster)
            ? new QuotaDecision.Replaces(exceeded)
            : new QuotaDecision.NotRecorded(exceeded);
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

    private static string Effect(Quota quota) => quota == Quota.NewClusters
        ? "further new clusters of this network are answered and not recorded"
        : "of the further reports of this cluster, the newest replaces the others";

    private static partial class Log
    {
        [LoggerMessage(710, LogLevel.Warning,
            "A quota is exceeded ({Quota}): until the end of the day (UTC), {Effect}. Logged once a day; "
            + "responder_report_replaced_total and responder_report_not_recorded_total count the reports.")]
        public static partial void Exceeded(ILogger logger, string quota, string effect);

        [LoggerMessage(711, LogLevel.Information, "A new day began for the quota {Quota}; {Reports} reports were over it on the last.")]
        public static partial void Ended(ILogger logger, string quota, long reports);
    }
}
