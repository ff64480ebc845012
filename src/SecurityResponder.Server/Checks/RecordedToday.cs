using SecurityResponder.Server.Overload;

namespace SecurityResponder.Server.Checks;

/// <summary>What was recorded on a day: reports and bytes of each cluster, and new clusters of each network.</summary>
/// <remarks>
/// Clusters and networks are found by hashes with a random seed per process. Nothing of them is stored, the memory is bounded (8 MiB with
/// the previous day), and a sender cannot choose its slot. Clusters with the same slot share its quota: with ten million clusters that
/// report three times a day, a slot counts 30 reports. A cluster is new when nothing of its slot was recorded today
/// or yesterday, since the start. The first report of a slot is recorded whatever its length: the cluster is known then.
/// </remarks>
/// <param name="day">The day, UTC.</param>
/// <param name="yesterday">The day before; null when it is not known.</param>
internal sealed class RecordedToday(DateOnly day, RecordedToday? yesterday)
{
    /// <summary>Clusters over their quota of which the newest report is recorded.</summary>
    public const int MaxReplacing = 10_000;

    private const int Slots = 1 << 20;
    private const int BytesBits = 24;
    private const uint MaxBytes = (1 << BytesBits) - 1;
    private const uint MaxReports = byte.MaxValue;

    // Reports in the upper 8 bits, their bytes in the others.
    private readonly uint[] _clusters = new uint[Slots];
    private readonly int[] _networks = new int[RateLimit.MaxBuckets];
    private readonly HashSet<int> _replacing = [];
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
        ref var slot = ref Slot(cluster);
        for (var before = Volatile.Read(ref slot); ;)
        {
            var isNew = before == 0 && !WasKnown(cluster);
            var exceeded = isNew && HasEnough(network, limits) ? Quota.NewClusters : Exceeded(before, bytes, limits);
            if (exceeded is not null)
            {
                return exceeded;
            }

            var found = Interlocked.CompareExchange(ref slot, Sum(before, 1, bytes), before);
            if (found == before)
            {
                AddNewCluster(isNew ? network : null, 1);
                return null;
            }

            before = found;
        }
    }

    /// <summary>Takes back a report that was counted and could not be recorded.</summary>
    public void Remove(int cluster, int? network, int bytes)
    {
        ref var slot = ref Slot(cluster);
        for (var before = Volatile.Read(ref slot); ;)
        {
            var after = Sum(before, -1, -bytes);
            var found = Interlocked.CompareExchange(ref slot, after, before);
            if (found == before)
            {
                AddNewCluster(after == 0 && !WasKnown(cluster) ? network : null, -1);
                return;
            }

            before = found;
        }
    }

    /// <summary>Whether the newest report of a cluster over its quota is recorded: for the first <see cref="MaxReplacing"/> clusters,
    /// because clusters with the same slot cannot be told from invented ones.</summary>
    /// <param name="cluster">A hash of the cluster.</param>
    public bool MayReplace(int cluster)
    {
        lock (_replacing)
        {
            return _replacing.Contains(cluster) || (_replacing.Count < MaxReplacing && _replacing.Add(cluster));
        }
    }

    private ref uint Slot(int cluster) => ref _clusters[cluster & (Slots - 1)];

    private bool WasKnown(int cluster) => _yesterday?[cluster & (Slots - 1)] > 0;

    private bool HasEnough(int? network, QuotaLimits limits) => network is { } bucket && _networks[bucket] >= limits.NewClusters;

    private static Quota? Exceeded(uint slot, int bytes, QuotaLimits limits) =>
        (slot >> BytesBits) + 1 > limits.ClusterReports ? Quota.ClusterReports
        : slot > 0 && (slot & MaxBytes) + bytes > limits.ClusterBytes ? Quota.ClusterBytes
        : null;

    private static uint Sum(uint slot, int reports, int bytes) =>
        ((uint)Math.Clamp((slot >> BytesBits) + reports, 0, MaxReports) << BytesBits)
        | (uint)Math.Clamp((slot & MaxBytes) + bytes, 0, MaxBytes);

    private void AddNewCluster(int? network, int count)
    {
        if (network is { } bucket)
        {
            Interlocked.Add(ref _networks[bucket], count);
        }
    }
}
