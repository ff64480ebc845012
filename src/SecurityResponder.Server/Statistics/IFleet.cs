namespace SecurityResponder.Server.Statistics;

/// <summary>Reads single clusters, for operators.</summary>
internal interface IFleet
{
    /// <summary>Counts the clusters that a filter selects.</summary>
    Task<long> CountAsync(FleetFilter filter, CancellationToken cancellationToken);

    /// <summary>Counts the clusters that a filter selects by the values that an assessment uses. Clusters with the same values have the
    /// same assessment.</summary>
    Task<IReadOnlyList<FleetGroup>> GroupsAsync(FleetFilter filter, CancellationToken cancellationToken);

    /// <summary>Reads clusters with <see cref="FleetGroup.Columns"/> and their numbers of nodes, in order.</summary>
    /// <param name="filter">Selects the clusters.</param>
    /// <param name="order">Their order.</param>
    /// <param name="range">The part that is read; null for all.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    IAsyncEnumerable<FleetCluster> ReadAsync(
        FleetFilter filter, FleetOrder order, FleetRange? range, CancellationToken cancellationToken);

    /// <summary>Finds a cluster, with all columns of its latest report; null when the store has none.</summary>
    Task<FleetCluster?> FindAsync(byte[] clusterId, bool isDevelopment, CancellationToken cancellationToken);

    /// <summary>Reads the latest report of a cluster on each day that the store keeps, latest first.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="isDevelopment">True for its development builds, false for all others.</param>
    /// <param name="from">The first UTC day.</param>
    /// <param name="to">The last UTC day.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<IReadOnlyList<ClusterDay>> HistoryAsync(
        byte[] clusterId, bool isDevelopment, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

/// <summary>Selects clusters of the fleet.</summary>
/// <param name="Figures">The time window, which ends today, and the values.</param>
/// <param name="Search">Part of the version or of the name, or the beginning of the id in hexadecimal digits; null for any.</param>
/// <param name="SilentSince">Only clusters that have not reported since this instant; null for any.</param>
internal sealed record FleetFilter(FigureFilter Figures, string? Search = null, DateTimeOffset? SilentSince = null);

/// <summary>Clusters whose latest reports have the same values in <see cref="Columns"/>.</summary>
/// <param name="Values">The values by column.</param>
/// <param name="Clusters">Number of clusters, from 1.</param>
internal sealed record FleetGroup(IReadOnlyDictionary<string, object?> Values, long Clusters)
{
    /// <summary>A character that no value contains.</summary>
    private const char Separator = '\u001f';

    /// <summary>The columns that an assessment uses.</summary>
    public static IReadOnlyList<FigureColumn> Columns { get; } =
    [
        .. ((string[])
        [
            "app_version", "cni_plugin", "cni_version", "ingress_controller", "ingress_version", "rancher_managed", "rancher_role",
            "rancher_prime",
        ]).Select(FigureColumn.Named),
    ];

    /// <summary>Identifies the group in <see cref="FleetOrder.Groups"/>: its values as one text, so that groups can be passed as a
    /// list.</summary>
    public string Key => KeyOf(Values);

    /// <summary>The key of the group of a cluster.</summary>
    /// <param name="values">The values by column.</param>
    public static string KeyOf(IReadOnlyDictionary<string, object?> values) => string.Join(Separator, Columns.Select(
        column => values[column.Name] switch { true => "true", false => "false", var text => text as string }));

    /// <summary>The version of the clusters of a group, the first of <see cref="Columns"/>.</summary>
    /// <param name="key">The key of the group.</param>
    public static string VersionIn(string key) => key[..key.IndexOf(Separator, StringComparison.Ordinal)];
}

/// <summary>What clusters are sorted by; those that are equal in it, by the time of their last report.</summary>
internal enum FleetSort
{
    /// <summary>The time of the last report.</summary>
    LastSeen,

    /// <summary>The name; clusters without a name come last.</summary>
    Name,

    /// <summary>The number of nodes; clusters that do not share it come last.</summary>
    Nodes,
}

/// <summary>The order of clusters.</summary>
/// <param name="Sort">What they are sorted by.</param>
/// <param name="IsDescending">True for the largest first.</param>
/// <param name="Groups">The keys of the groups whose clusters are read; null for all clusters.</param>
internal sealed record FleetOrder(FleetSort Sort, bool IsDescending, IReadOnlyList<string>? Groups = null);

/// <summary>A part of a list of clusters.</summary>
/// <param name="Offset">Number of clusters before it.</param>
/// <param name="Limit">Maximum number of clusters.</param>
internal sealed record FleetRange(long Offset, long Limit);

/// <summary>The latest report of a cluster on one day.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Version">The installed version.</param>
/// <param name="Nodes">Servers and agents; null when not shared.</param>
internal sealed record ClusterDay(DateOnly Day, string Version, long? Nodes);
