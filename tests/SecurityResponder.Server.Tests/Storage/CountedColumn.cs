using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>Counts by a single column.</summary>
internal static class CountedColumn
{
    /// <summary>Counts the clusters of the window by the value of a column, the most frequent first.</summary>
    public static async Task<IReadOnlyList<ValueCount>> CountByAsync(
        this IFigures figures, string column, FigureFilter filter, CancellationToken cancellationToken) =>
        (await figures.CountByAsync([column], filter, cancellationToken))[column].Values;
}
