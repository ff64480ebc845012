using SecurityResponder.Server.Overload;

namespace SecurityResponder.Server.Checks;

/// <summary>What was recorded on a day: reports and bytes of each cluster, and new clusters of each network.</summary>
/// <remarks>
/// Clusters and networks are found by hashes with a random seed per process. Nothing of them is stored, the memory is bounded (8 MiB with
/// the previous day), and a sender cannot choose its slot. Clusters with the same slot share its quota: with ten million clusters that
/// report three times a day, a slot counts 30 reports. A cluster is new when nothing of its slot was recorded today
/// or yesterday, since the start.
/// </remarks>
/// <param name="day">The day, UTC.</param>
/// <param name="yesterday">The day before; null when it is not known.</param>
internal sealed class RecordedToday(DateOnly day, RecordedToday? yesterday)
{
    private const int Slots = 1 << 20;
    private const int BytesBits = 24;
    private const uint MaxBytes = (1 << BytesBits) - 1;
    private const uint MaxReports = byte.MaxValue;

    // Reports in the upper 8 bits, their bytes in the others.
    private readonly uint[] _clusters = new uint[Slots];
    private readonly int[] _networks = new int[RateLimit.MaxBuckets];
    private readonly uint[]? _yesterday = yesterday?._clusters;

    /// <summary>The day, UTC.</summary>
    public DateOnly Day => day;

    /// <summary>Counts a report.</summary>
    /// <param name="cluster">A hash of the cluster.</param>
    /// <param name="network">The bucket of its network; null when new clusters are not limited.</param>
    /// <param name="bytes">The length of the report.</param>
    /// <param name="limits">The quotas.</param>
    /// <returns>The quota that the report exceeds, then it is not counted; null when it can be recorded.</returns>
    public Quota? Add(int cluster, int? network, int bytes, QuotaLimits limits)
    {
        ref var slot = ref _clusters[cluster & (Slots - 1)];
        var isNew = network is not null && slot == 0 && _yesterday?[cluster & (Slots - 1)] is null or 0;
        if (isNew && _networks[network!.Value] >= limits.NewClusters)
        {
            return Quota.NewClusters;
        }

        for (var before = Volatile.Read(ref slot); ;)
        {
            var (reports, total) = (before >> BytesBits, before & MaxBytes);
            if (reports + 1 > limits.ClusterReports)
            {
                return Quota.ClusterReports;
            }

            if (total + bytes > limits.ClusterBytes)
            {
                return Quota.ClusterBytes;
            }

            var after = (Math.Min(reports + 1, MaxReports) << BytesBits) | (uint)Math.Min(total + bytes, MaxBytes);
            var found = Interlocked.CompareExchange(ref slot, after, before);
            if (found == before)
            {
                break;
            }

            before = found;
        }

        if (isNew)
        {
            Interlocked.Increment(ref _networks[network!.Value]);
        }

        return null;
    }
}
