using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Statistics;

/// <summary>The exact numbers for one query.</summary>
/// <param name="Query">The query.</param>
/// <param name="At">The time when they were counted, UTC.</param>
/// <param name="Days">Active clusters by day, oldest first.</param>
/// <param name="Tables">Clusters by value, by the name of the <see cref="Dimension"/>.</param>
internal sealed record Counts(
    FigureQuery Query, DateTimeOffset At, IReadOnlyList<DayCount> Days, IReadOnlyDictionary<string, CountTable> Tables)
{
    /// <summary>The number of clusters in the window.</summary>
    public long Total => Tables[Dimension.Version.Name].Total;

    /// <summary>Reads the numbers from the store: those without filters from its snapshot, if it has one.</summary>
    public static async Task<Counts> ReadAsync(
        IFigures store, ReleaseFacts facts, FigureQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!query.IsFiltered && await store.SnapshotAsync(query.Days, query.IsDevelopment, cancellationToken) is { } snapshot
            && now - snapshot.At < FigureSnapshot.MaxAge)
        {
            return new Counts(query, snapshot.At, snapshot.Days, TablesOf(facts, snapshot.Values));
        }

        var filter = query.ToFilter(now);
        var days = await store.ActiveByDayAsync(filter, cancellationToken);
        var values = await store.CountByAsync([.. Dimension.All.Select(dimension => dimension.Column)], filter, cancellationToken);
        return new Counts(query, now, [.. days.OrderBy(day => day.Day)], TablesOf(facts, values));
    }

    private static Dictionary<string, CountTable> TablesOf(ReleaseFacts facts, IReadOnlyDictionary<string, ValueCounts> values) =>
        Dimension.All.ToDictionary(
            dimension => dimension.Name,
            dimension => CountTable.Of(dimension, facts, values[dimension.Column].Values, values[dimension.Column].Total));
}

/// <summary>The number of clusters by value.</summary>
/// <param name="Dimension">The dimension of the values.</param>
/// <param name="Values">The values with the most clusters first.</param>
/// <param name="Rest">The number of clusters with other values; a hostile client can report any number of different values.</param>
internal sealed record CountTable(Dimension Dimension, IReadOnlyList<ValueCount> Values, long Rest)
{
    private const int MaxUnknownValues = 100;

    /// <summary>The number of all clusters.</summary>
    public long Total => Values.Sum(value => value.Clusters) + Rest;

    /// <summary>Lists every known value, and the 100 others with the most clusters.</summary>
    /// <param name="dimension">The dimension of the values.</param>
    /// <param name="facts">The releases of the feed.</param>
    /// <param name="counted">The most frequent values.</param>
    /// <param name="total">The number of all clusters, which may have further values.</param>
    public static CountTable Of(Dimension dimension, ReleaseFacts facts, IReadOnlyList<ValueCount> counted, long total)
    {
        var ordered = counted.Where(value => value.Clusters > 0)
            .OrderByDescending(value => value.Clusters).ThenBy(value => value.Value, StringComparer.Ordinal).ToList();
        var rest = ordered.Where(value => !IsKnown(dimension, facts, value.Value)).Skip(MaxUnknownValues).ToHashSet();
        var listed = ordered.FindAll(value => !rest.Contains(value));
        return new CountTable(dimension, listed, Math.Max(0, total - listed.Sum(value => value.Clusters)));
    }

    /// <summary>Whether a value is generally known and so identifies no cluster.</summary>
    public static bool IsKnown(Dimension dimension, ReleaseFacts facts, string? value) =>
        value is null || dimension.Words.Contains(value) || dimension == Dimension.Version && facts.Lists(value);
}
