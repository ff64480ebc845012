using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Statistics;

/// <summary>What the store said to one query.</summary>
/// <param name="Query">The query.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Days">Active clusters by day, oldest first.</param>
/// <param name="Tables">Clusters by value, by the name of its <see cref="Dimension"/>.</param>
internal sealed record Counts(FigureQuery Query, DateTimeOffset At, IReadOnlyList<DayCount> Days, IReadOnlyDictionary<string, CountTable> Tables)
{
    /// <summary>Clusters in the window.</summary>
    public long Total => Tables[Dimension.Version.Name].Total;

    /// <summary>Asks the store.</summary>
    public static async Task<Counts> AskAsync(IFigures store, ReleaseFacts facts, FigureQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var filter = query.ToFilter(now);
        var days = await store.ActiveByDayAsync(filter, cancellationToken);
        var tables = new Dictionary<string, CountTable>();
        foreach (var dimension in Dimension.All)
        {
            tables[dimension.Name] = CountTable.Of(dimension, facts, await store.CountByAsync(dimension.Column, filter, cancellationToken));
        }

        return new Counts(query, now, [.. days.OrderBy(day => day.Day)], tables);
    }
}

/// <summary>Clusters by value.</summary>
/// <param name="Dimension">What they are counted by.</param>
/// <param name="Values">Most clusters first.</param>
/// <param name="Rest">Clusters with other values: of invented ones there can be any number.</param>
internal sealed record CountTable(Dimension Dimension, IReadOnlyList<ValueCount> Values, long Rest)
{
    private const int MaxInvented = 100;

    /// <summary>All of them.</summary>
    public long Total => Values.Sum(value => value.Clusters) + Rest;

    /// <summary>Keeps every value that is known, and of the others those with the most clusters.</summary>
    public static CountTable Of(Dimension dimension, ReleaseFacts facts, IReadOnlyList<ValueCount> counted)
    {
        var ordered = counted.Where(value => value.Clusters > 0)
            .OrderByDescending(value => value.Clusters).ThenBy(value => value.Value, StringComparer.Ordinal).ToList();
        var invented = ordered.Where(value => !IsKnown(dimension, facts, value.Value)).Skip(MaxInvented).ToHashSet();
        return new CountTable(dimension, [.. ordered.Where(value => !invented.Contains(value))], invented.Sum(value => value.Clusters));
    }

    /// <summary>Whether a value names nobody, whoever reports it.</summary>
    public static bool IsKnown(Dimension dimension, ReleaseFacts facts, string? value) =>
        value is null || dimension.Words.Contains(value) || dimension == Dimension.Version && facts.Find(value) is { IsListed: true };
}
