using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Statistics;

/// <summary>The published figures, which the page, CSV and JSON show.</summary>
/// <param name="Query">The query.</param>
/// <param name="At">The time when the clusters were counted, UTC.</param>
/// <param name="Total">Clusters in the window.</param>
/// <param name="Vulnerable">Clusters on a release with published CVEs.</param>
/// <param name="Urgent">Clusters on a release with a high or critical CVE.</param>
/// <param name="OutOfSupport">Clusters on a minor version that has reached its end of life.</param>
/// <param name="Exploited">Clusters on a release with a CVE that is known to be exploited.</param>
/// <param name="Unrated">Clusters on a release with an unrated CVE.</param>
/// <param name="Undecided">Clusters on a release with a CVE that cannot be decided.</param>
/// <param name="Withdrawn">Clusters on a release that RKE2 withdrew.</param>
/// <param name="Days">Active clusters by day, oldest first.</param>
/// <param name="Tables">One table for each <see cref="Dimension"/>, by its name.</param>
internal sealed record FigureSet(
    FigureQuery Query, DateTimeOffset At, Figure Total, Figure Vulnerable, Figure Urgent, Figure OutOfSupport,
    Figure Exploited, Figure Unrated, Figure Undecided, Figure Withdrawn,
    IReadOnlyList<(DateOnly Day, Figure Clusters)> Days, IReadOnlyDictionary<string, FigureTable> Tables)
{
    /// <summary>Converts exact numbers to published figures.</summary>
    public static FigureSet Of(Counts counts, ReleaseFacts facts, Precision precision)
    {
        // Few clusters are as easily told apart without filters as with them.
        var isFiltered = counts.Query.IsFiltered || counts.Total < Precision.MinClusters;
        Figure Publish(long clusters) => precision.Of(clusters, isFiltered);
        Figure On(Func<ReleaseFact, bool?> matches) => Publish(counts.Tables[Dimension.Version.Name].Values
            .Where(value => facts.Find(value.Value) is { } fact && matches(fact) == true).Sum(value => value.Clusters));

        var total = Publish(counts.Total);
        // The values of fewer than five clusters would identify them.
        FigureTable Table(CountTable table) =>
            total.Clusters is null ? new FigureTable(table.Dimension, []) : FigureTable.Of(table, facts, precision);
        return new FigureSet(
            counts.Query, counts.At, total, On(fact => fact.IsVulnerable), On(fact => fact.Urgent > 0), On(fact => fact.IsOutOfSupport),
            On(fact => fact.Counts.Exploited > 0), On(fact => fact.Counts.Unrated > 0), On(fact => fact.Undecided > 0),
            On(fact => fact.IsWithdrawn),
            [.. counts.Days.Select(day => (day.Day, Publish(day.Clusters)))],
            counts.Tables.ToDictionary(table => table.Key, table => Table(table.Value)));
    }
}

/// <summary>The published number of clusters by value.</summary>
/// <param name="Dimension">The dimension of the values.</param>
/// <param name="Rows">The values with the most clusters first, then by value; the row of all other values comes last.</param>
internal sealed record FigureTable(Dimension Dimension, IReadOnlyList<FigureRow> Rows)
{
    /// <summary>Publishes a value when it is generally known, or when at least five clusters have it and it is well formed: a text that
    /// someone reports from five invented clusters is not shown to the public.</summary>
    public static FigureTable Of(CountTable counted, ReleaseFacts facts, Precision precision)
    {
        var dimension = counted.Dimension;
        var isPublished = counted.Values.ToLookup(value =>
            precision.IsExact || CountTable.IsKnown(dimension, facts, value.Value)
            || value.Clusters >= Precision.MinClusters && dimension.IsWellFormed(value.Value));
        var rest = counted.Rest + isPublished[false].Sum(value => value.Clusters);
        var rows = isPublished[true].Select(value => Row(value, dimension, facts, precision))
            .OrderBy(row => Position(dimension, row.Value))
            // By the published numbers: the order must not reveal the exact ones.
            .ThenByDescending(row => row.Clusters.Clusters ?? 0)
            .ThenBy(row => row.Value is null).ThenBy(row => row.Value, StringComparer.Ordinal);
        return new FigureTable(dimension, rest == 0 ? [.. rows] : [.. rows, new FigureRow(null, true, precision.Of(rest, true), null)]);
    }

    private static int Position(Dimension dimension, string? value)
    {
        var position = dimension.IsOrdered ? Array.IndexOf(dimension.Words, value) : 0;
        return position < 0 ? int.MaxValue : position;
    }

    private static FigureRow Row(ValueCount value, Dimension dimension, ReleaseFacts facts, Precision precision) =>
        new(value.Value, false, precision.Of(value.Clusters, true), dimension == Dimension.Version ? facts.Find(value.Value) : null);
}

/// <summary>A value and its published number of clusters.</summary>
/// <param name="Value">The value; null for unknown, and for all other values.</param>
/// <param name="IsRest">Whether the row is that of all other values.</param>
/// <param name="Clusters">The number of clusters.</param>
/// <param name="Release">The feed's facts on the release; null when the value is not a version.</param>
internal sealed record FigureRow(string? Value, bool IsRest, Figure Clusters, ReleaseFact? Release);
