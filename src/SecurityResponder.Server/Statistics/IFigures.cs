namespace SecurityResponder.Server.Statistics;

/// <summary>What the page shows: clusters, never requests. A report that names no cluster is kept but counted nowhere here.</summary>
/// <remarks>
/// The reports of a window that are of the asked kind (<see cref="FigureFilter.IsDevelopment"/>) each belong to a cluster; the cluster is
/// what its latest of them says. <see cref="FigureFilter.Values"/> chooses clusters by that, so all three figures speak of the same ones.
/// </remarks>
internal interface IFigures
{
    /// <summary>The clusters of the window that were seen on each UTC day, every day of the window in order, 0 included.</summary>
    Task<IReadOnlyList<DayCount>> ActiveByDayAsync(FigureFilter filter, CancellationToken cancellationToken);

    /// <summary>The clusters of the window by what they are, most first.</summary>
    /// <param name="column">One of <see cref="FigureColumn.All"/>.</param>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    Task<IReadOnlyList<ValueCount>> CountByAsync(string column, FigureFilter filter, CancellationToken cancellationToken);

    /// <summary>The clusters of the window one by one, last seen first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    Task<IReadOnlyList<FleetCluster>> FleetAsync(FigureFilter filter, int limit, CancellationToken cancellationToken);
}

/// <summary>The names that an operator gives to clusters.</summary>
internal interface IClusterNames
{
    /// <summary>Names a cluster.</summary>
    /// <param name="clusterId">Its id as it is kept, see <see cref="FleetCluster.ClusterId"/>.</param>
    /// <param name="name">Its name; null takes the name away.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    Task SetNameAsync(byte[] clusterId, string? name, CancellationToken cancellationToken);
}

/// <summary>Which clusters a figure is about.</summary>
/// <param name="From">The first UTC day of the window.</param>
/// <param name="To">Its last day, itself included.</param>
/// <param name="IsDevelopment">Development builds, else all others.</param>
/// <param name="Values">What the clusters must be, by the names of <see cref="FigureColumn.All"/>; null: not told.</param>
internal sealed record FigureFilter(DateOnly From, DateOnly To, bool IsDevelopment, IReadOnlyDictionary<string, string?> Values);

/// <summary>How many clusters were seen on a day.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Clusters">From 0.</param>
internal sealed record DayCount(DateOnly Day, long Clusters);

/// <summary>How many clusters are the same.</summary>
/// <param name="Value">What they are, <c>true</c> and <c>false</c> for a truth; null: not told.</param>
/// <param name="Clusters">From 1.</param>
internal sealed record ValueCount(string? Value, long Clusters);

/// <summary>A cluster as its latest report in the window tells it.</summary>
/// <param name="ClusterId">The keyed hash of its UID, 32 bytes.</param>
/// <param name="Name">What an operator calls it; null while nobody named it.</param>
/// <param name="LastSeen">When that report came, to the second.</param>
/// <param name="Values">A string, a <see cref="long"/>, a <see cref="bool"/> or null (not told) for each of <see cref="FigureColumn.All"/>.</param>
internal sealed record FleetCluster(byte[] ClusterId, string? Name, DateTimeOffset LastSeen, IReadOnlyDictionary<string, object?> Values);
