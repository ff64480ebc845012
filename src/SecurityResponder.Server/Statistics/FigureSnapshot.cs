using System.Globalization;

namespace SecurityResponder.Server.Statistics;

/// <summary>The figures without filters, counted ahead: a page of a large fleet reads a few rows instead of every cluster.</summary>
/// <param name="At">The time when they were counted, UTC. The window ends on this day.</param>
/// <param name="Days">Active clusters on each day of the window, oldest first.</param>
/// <param name="Values">The clusters of the window, by the column of each <see cref="Dimension"/>.</param>
internal sealed record FigureSnapshot(
    DateTimeOffset At, IReadOnlyList<DayCount> Days, IReadOnlyDictionary<string, ValueCounts> Values)
{
    /// <summary>The name of the rows that count the active clusters of a day.</summary>
    public const string Day = "day";

    /// <summary>An older snapshot is not shown: the clusters are counted instead.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);

    /// <summary>Makes a snapshot of its rows.</summary>
    /// <param name="at">The time when they were counted.</param>
    /// <param name="windowDays">The length of the window.</param>
    /// <param name="rows">The rows of the window, and those of <see cref="Day"/>.</param>
    public static FigureSnapshot Of(DateTimeOffset at, int windowDays, IReadOnlyList<NamedCount> rows)
    {
        var last = DateOnly.FromDateTime(at.UtcDateTime);
        var active = rows.Where(row => row.Name == Day)
            .ToDictionary(row => DateOnly.ParseExact(row.Value, "O", CultureInfo.InvariantCulture), row => row.Clusters);
        return new FigureSnapshot(
            at,
            [.. Enumerable.Range(1 - windowDays, windowDays).Select(last.AddDays)
                .Select(day => new DayCount(day, active.GetValueOrDefault(day)))],
            ValueCounts.ByColumn(Dimension.All.Select(dimension => dimension.Column), rows));
    }
}

/// <summary>The number of clusters with a value of a column, as a statement returns it.</summary>
/// <param name="Name">The name of the column; <see cref="All"/> for the number of all clusters.</param>
/// <param name="Value">The value; <c>""</c> when unknown.</param>
/// <param name="Clusters">The number.</param>
internal sealed record NamedCount(string Name, string Value, long Clusters)
{
    /// <summary>The name of the row that counts all clusters.</summary>
    public const string All = "all";
}

/// <summary>The number of clusters by the value of a column.</summary>
/// <param name="Values">The most frequent values, the most frequent first.</param>
/// <param name="Total">The number of all clusters, which may have further values.</param>
internal sealed record ValueCounts(IReadOnlyList<ValueCount> Values, long Total)
{
    /// <summary>Arranges rows by their columns.</summary>
    public static IReadOnlyDictionary<string, ValueCounts> ByColumn(IEnumerable<string> columns, IReadOnlyList<NamedCount> rows)
    {
        var total = rows.FirstOrDefault(row => row.Name == NamedCount.All)?.Clusters ?? 0;
        var byName = rows.ToLookup(row => row.Name, row => new ValueCount(row.Value == "" ? null : row.Value, row.Clusters));
        return columns.ToDictionary(column => column, column => new ValueCounts(
            [.. byName[column].OrderByDescending(count => count.Clusters).ThenBy(count => count.Value, StringComparer.Ordinal)], total));
    }
}
