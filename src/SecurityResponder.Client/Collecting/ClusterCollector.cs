using Microsoft.Extensions.Logging;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>Collects what there is to know of a cluster, whatever source it comes from.</summary>
internal sealed partial class ClusterCollector(OpenedSource opened, ILogger logger)
{
    /// <summary>Reads the cluster; a read that fails costs its own fields only and one warning.</summary>
    /// <exception cref="ClusterNotFoundException">Without a version or the UID of <c>kube-system</c> there is nothing to report.</exception>
    public async Task<Cluster> CollectAsync(CancellationToken cancellationToken)
    {
        var tally = new ClusterAggregator();
        ReadFailed? missing = null;
        await opened.Source.ReadAsync(Take, cancellationToken).ConfigureAwait(false);
        var cluster = tally.ToCluster() ?? throw new ClusterNotFoundException(Missing(missing));
        Warn(tally, cluster);
        return WithProcessSelinux(cluster);

        void Take(ClusterFact fact)
        {
            tally.Add(fact);
            if (fact is ReadFailed failed && ClusterRead.Of(failed.Resource).IsEssential)
            {
                missing ??= failed;
            }
            else if (fact is ReadFailed optional)
            {
                Log.ReadFailed(logger, ClusterRead.Of(optional.Resource).Name, optional.Reason);
            }
        }
    }

    private static string Missing(ReadFailed? missing) => missing is null
        ? "the cluster names no version or no UID of kube-system"
        : $"cannot read {ClusterRead.Of(missing.Resource).Name}: {missing.Reason}";

    private void Warn(ClusterAggregator tally, Cluster cluster)
    {
        if (tally.UnreadableQuantities > 0)
        {
            Log.UnreadableQuantities(logger, tally.UnreadableQuantities);
        }

        if (cluster.SecondIngress is { } second)
        {
            Log.SecondIngress(logger, cluster.Ingress!.Name, second.Name, second.Version);
        }
    }

    private Cluster WithProcessSelinux(Cluster cluster) =>
        cluster.Selinux is null && opened.IsInCluster && ProcessSelinux.IsConfined() ? cluster with { Selinux = Selinux.Enabled } : cluster;

    private static partial class Log
    {
        [LoggerMessage(101, LogLevel.Warning, "cannot read a resource of the cluster; its fields stay unknown")]
        public static partial void ReadFailed(ILogger logger, string resource, string reason);

        [LoggerMessage(102, LogLevel.Warning, "nodes with unreadable cpu or memory count with nothing")]
        public static partial void UnreadableQuantities(ILogger logger, int nodes);

        [LoggerMessage(103, LogLevel.Information, "two ingress controllers run; the first is reported")]
        public static partial void SecondIngress(ILogger logger, string reported, string other, string? otherVersion);
    }
}
