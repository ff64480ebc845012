using SecurityResponder.Server.Statistics;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Pages;

/// <summary>The time window and the filters of a page of figures.</summary>
/// <param name="Windows">The time windows to choose from.</param>
/// <param name="Active">The filters in use.</param>
/// <param name="ClearHref">Removes all filters; null on a page without values to filter by.</param>
/// <param name="FleetHref">Lists the same clusters one by one; null where that is not offered.</param>
public sealed record FiltersModel(
    IReadOnlyList<LinkModel> Windows, IReadOnlyList<FilterModel> Active, string? ClearHref, string? FleetHref)
{
    /// <summary>The filters of the home page.</summary>
    internal static FiltersModel OfHome(FigureQuery query, bool isExact) => Of(other => "/" + other, query) with
    {
        ClearHref = "/" + (FigureQuery.Default with { Days = query.Days, IsDevelopment = query.IsDevelopment }),
        FleetHref = isExact ? "/fleet" + query : null,
    };

    /// <summary>The filters of a page.</summary>
    /// <param name="href">The address of the page with another query.</param>
    /// <param name="query">The query of the page.</param>
    internal static FiltersModel Of(Func<FigureQuery, string> href, FigureQuery query) => new(
        [.. FigureQuery.Windows.Select(days => new LinkModel(href(query.In(days)), $"{days} days", days == query.Days))],
        [.. query.Values.Select(filter => new FilterModel(
            href(query.Without(filter.Key)), Dimension.Find(filter.Key)!.Title,
            SafeText.Page(filter.Value ?? FigureTableModel.NotReported)))],
        null, null);
}

/// <summary>A filter in use.</summary>
/// <param name="RemoveHref">The same page without the filter.</param>
/// <param name="Title">What is filtered by, e.g. <c>Network plugin</c>.</param>
/// <param name="Value">The value.</param>
public sealed record FilterModel(string RemoveHref, string Title, string Value);
