using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>Collects the facts of a cluster.</summary>
internal sealed partial class ClusterCollector(OpenClusterSource cluster, ILogger logger)
{
    /// <summary>Reads the cluster. A failed read leaves its own fields unknown and logs one warning.</summary>
    /// <exception cref="ClusterNotFoundException">The version or the UID of <c>kube-system</c> cannot be read.</exception>
    public async Task<Cluster> CollectAsync(CancellationToken cancellationToken)
    {
        var aggregator = new ClusterAggregator();
        ReadFailed? essential = null;
        await cluster.Source.ReadAsync(Add, cancellationToken);
        var collected = aggregator.ToCluster() ?? throw new ClusterNotFoundException(Reason(essential));
        Warn(aggregator, collected);
        return WithProcessSelinux(collected) with { IsPrime = cluster.IsPrime ?? collected.IsPrime };

        void Add(ClusterFact fact)
        {
            aggregator.Add(fact);
            if (fact is ReadFailed failed && KubernetesResource.Of(failed.Resource).IsEssential)
            {
                essential ??= failed;
            }
            else if (fact is ReadFailed optional)
            {
                Log.ReadFailed(logger, KubernetesResource.Of(optional.Resource).LogName, optional.Reason);
            }
        }
    }

    private static string Reason(ReadFailed? failed) => failed is null
        ? "the cluster has no version or no UID of kube-system"
        : $"cannot read {KubernetesResource.Of(failed.Resource).LogName}: {failed.Reason}";

    private void Warn(ClusterAggregator aggregator, Cluster collected)
    {
        if (aggregator.UnreadableQuantities > 0)
        {
            Log.UnreadableQuantities(logger, aggregator.UnreadableQuantities);
        }

        if (collected.SecondIngress is { } second)
        {
            Log.SecondIngress(logger, collected.Ingress!.Name, second.Name, second.Version);
        }
    }

    private Cluster WithProcessSelinux(Cluster collected) =>
        collected.Selinux is null && cluster.IsInCluster && ProcessSelinux.IsConfined()
            ? collected with { Selinux = Selinux.Enabled }
            : collected;

    private static partial class Log
    {
        [LoggerMessage(101, LogLevel.Warning, "cannot read a resource of the cluster; its fields are unknown")]
        public static partial void ReadFailed(ILogger logger, string resource, string reason);

        [LoggerMessage(102, LogLevel.Warning, "some nodes have invalid cpu or memory quantities, which count as 0")]
        public static partial void UnreadableQuantities(ILogger logger, int nodes);

        [LoggerMessage(103, LogLevel.Information, "two ingress controllers run; the first is reported")]
        public static partial void SecondIngress(ILogger logger, string reported, string other, string? otherVersion);
    }
}
