using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Statistics;

/// <summary>Figures as they are told: what page, CSV and JSON show.</summary>
/// <param name="Query">Of which clusters.</param>
/// <param name="At">When they were counted, UTC.</param>
/// <param name="Total">Clusters in the window.</param>
/// <param name="Vulnerable">Those on a release with published flaws.</param>
/// <param name="Urgent">Those on a release with a high or critical one.</param>
/// <param name="OutOfSupport">Those on a minor that gets no fixes any more.</param>
/// <param name="Days">Active clusters by day, oldest first.</param>
/// <param name="Tables">A table for each <see cref="Dimension"/>, by its name.</param>
internal sealed record FigureSet(
    FigureQuery Query, DateTimeOffset At, Figure Total, Figure Vulnerable, Figure Urgent, Figure OutOfSupport,
    IReadOnlyList<(DateOnly Day, Figure Clusters)> Days, IReadOnlyDictionary<string, FigureTable> Tables)
{
    /// <summary>What is told of what was counted.</summary>
    public static FigureSet Of(Counts counts, ReleaseFacts facts, Precision precision)
    {
        var isFiltered = counts.Query.IsFiltered;
        Figure Tell(long clusters) => precision.Of(clusters, isFiltered);
        Figure On(Func<ReleaseFact, bool?> which) => Tell(counts.Tables[Dimension.Version.Name].Values
            .Where(value => facts.Find(value.Value) is { } fact && which(fact) == true).Sum(value => value.Clusters));

        var total = Tell(counts.Total);
        return new FigureSet(
            counts.Query, counts.At, total, On(fact => fact.IsVulnerable), On(fact => fact.Urgent > 0), On(fact => fact.IsOutOfSupport),
            [.. counts.Days.Select(day => (day.Day, Tell(day.Clusters)))],
            counts.Tables.ToDictionary(
                table => table.Key,
                // The values that a handful of clusters has would say who they are.
                table => total.Clusters is null ? new FigureTable(table.Value.Dimension, []) : FigureTable.Of(table.Value, facts, precision)));
    }
}

/// <summary>Clusters by value, as it is told.</summary>
/// <param name="Dimension">What they are counted by.</param>
/// <param name="Rows">Most clusters first, then by value; what is not told one by one comes last.</param>
internal sealed record FigureTable(Dimension Dimension, IReadOnlyList<FigureRow> Rows)
{
    /// <summary>Names a value in public when five clusters have it, or when it says nothing of who has it.</summary>
    public static FigureTable Of(CountTable counted, ReleaseFacts facts, Precision precision)
    {
        var dimension = counted.Dimension;
        var named = counted.Values.ToLookup(value =>
            precision.IsExact || value.Clusters >= Precision.Fewest || CountTable.IsKnown(dimension, facts, value.Value));
        var rest = counted.Rest + named[false].Sum(value => value.Clusters);
        var rows = named[true].Select(value => Row(value, dimension, facts, precision))
            .OrderBy(row => Place(dimension, row.Value))
            // By what is told: the order must not tell more.
            .ThenByDescending(row => row.Clusters.Clusters ?? 0).ThenBy(row => row.Value is null).ThenBy(row => row.Value, StringComparer.Ordinal);
        return new FigureTable(dimension, rest == 0 ? [.. rows] : [.. rows, new FigureRow(null, true, precision.Of(rest, true), null)]);
    }

    private static int Place(Dimension dimension, string? value)
    {
        var place = dimension.IsOrdered ? Array.IndexOf(dimension.Words, value) : 0;
        return place < 0 ? int.MaxValue : place;
    }

    private static FigureRow Row(ValueCount value, Dimension dimension, ReleaseFacts facts, Precision precision) =>
        new(value.Value, false, precision.Of(value.Clusters, true), dimension == Dimension.Version ? facts.Find(value.Value) : null);
}

/// <summary>One value.</summary>
/// <param name="Value">The value; null for "not told", and for all others together.</param>
/// <param name="IsRest">Whether it stands for all others together.</param>
/// <param name="Clusters">How many have it.</param>
/// <param name="Release">What the feed says of it; null when it is no version.</param>
internal sealed record FigureRow(string? Value, bool IsRest, Figure Clusters, ReleaseFact? Release);
