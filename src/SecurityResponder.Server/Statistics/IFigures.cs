namespace SecurityResponder.Server.Statistics;

/// <summary>The figures: numbers of clusters, not of requests. A report without a cluster id is stored but not counted.</summary>
/// <remarks>
/// A cluster has the values of its latest report in the window, of the kind of build in <see cref="FigureFilter.IsDevelopment"/>.
/// <see cref="FigureFilter.Values"/> selects clusters by these values, so all three figures are about the same clusters.
/// </remarks>
internal interface IFigures
{
    /// <summary>Counts the clusters that reported on each UTC day of the window, in order; days without reports have 0.</summary>
    Task<IReadOnlyList<DayCount>> ActiveByDayAsync(FigureFilter filter, CancellationToken cancellationToken);

    /// <summary>The maximum number of values that are counted: a hostile client can report any number of different values.</summary>
    const int MaxValues = 2000;

    /// <summary>Counts the clusters of the window by the values of columns, of each the <see cref="MaxValues"/> most frequent values.
    /// The clusters are read once, however many columns there are.</summary>
    /// <param name="columns">Some of <see cref="FigureColumn.All"/>.</param>
    /// <param name="filter">Selects the clusters.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The counts by column.</returns>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    Task<IReadOnlyDictionary<string, ValueCounts>> CountByAsync(
        IReadOnlyList<string> columns, FigureFilter filter, CancellationToken cancellationToken);

    /// <summary>Reads the figures without filters that were counted ahead. The time it takes does not depend on the number of
    /// clusters.</summary>
    /// <param name="windowDays">One of <see cref="FigureQuery.Windows"/>.</param>
    /// <param name="isDevelopment">True for development builds, false for all others.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>Null when there is none: the fleet is small, or has not been counted yet.</returns>
    Task<FigureSnapshot?> SnapshotAsync(int windowDays, bool isDevelopment, CancellationToken cancellationToken);
}

/// <summary>The names that an operator gives to clusters.</summary>
internal interface IClusterNames
{
    /// <summary>Sets the name of a cluster.</summary>
    /// <param name="clusterId">Its id in the store, see <see cref="FleetCluster.ClusterId"/>.</param>
    /// <param name="name">Its name; null removes it.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task SetNameAsync(byte[] clusterId, string? name, CancellationToken cancellationToken);
}

/// <summary>Selects the clusters of a figure.</summary>
/// <param name="From">The first UTC day of the window.</param>
/// <param name="To">The last UTC day of the window.</param>
/// <param name="IsDevelopment">True for development builds, false for all others.</param>
/// <param name="Values">The values that the clusters must have, by the names of <see cref="FigureColumn.All"/>; null for unknown.</param>
internal sealed record FigureFilter(DateOnly From, DateOnly To, bool IsDevelopment, IReadOnlyDictionary<string, string?> Values);

/// <summary>The number of clusters that reported on a day.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Clusters">From 0.</param>
internal sealed record DayCount(DateOnly Day, long Clusters);

/// <summary>The number of clusters with a value.</summary>
/// <param name="Value">The value, <c>true</c> or <c>false</c> for a Boolean; null when unknown.</param>
/// <param name="Clusters">From 1.</param>
internal sealed record ValueCount(string? Value, long Clusters);

/// <summary>A cluster with the values of its latest report in the window.</summary>
/// <param name="ClusterId">The keyed hash of its UID, 32 bytes.</param>
/// <param name="Name">Its name; null when it has none.</param>
/// <param name="LastSeen">The time of that report, to the second.</param>
/// <param name="Values">A string, a <see cref="long"/>, a <see cref="bool"/> or null (unknown) for each of
/// <see cref="FigureColumn.All"/>.</param>
internal sealed record FleetCluster(
    byte[] ClusterId, string? Name, DateTimeOffset LastSeen, IReadOnlyDictionary<string, object?> Values);
