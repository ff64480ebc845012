using System.Globalization;
using SecurityResponder.Server.Pages;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The model of the page that lists clusters.</summary>
internal static class FleetView
{
    /// <summary>Number of clusters on a page.</summary>
    public const int PageSize = 100;

    /// <summary>The path of the list.</summary>
    public const string Path = "/fleet";

    /// <summary>The path of the list as CSV.</summary>
    public const string CsvPath = "/fleet.csv";

    /// <summary>The path of the form that names a cluster in the list.</summary>
    public const string NamePath = "/fleet/name";

    /// <summary>The path of the form that finds a cluster by its UUID.</summary>
    public const string FindPath = "/fleet/find";

    /// <summary>One page of the list.</summary>
    /// <param name="query">The query of the page.</param>
    /// <param name="total">The number of clusters on all pages.</param>
    /// <param name="clusters">The clusters of this page, in order.</param>
    /// <param name="hasFeed">Whether a feed has been loaded.</param>
    /// <param name="now">The time.</param>
    public static FleetModel Of(
        FleetQuery query, long total, IReadOnlyList<AssessedCluster> clusters, bool hasFeed, DateTimeOffset now) => new(
        Navigation.Operators.Layout("Fleet", Path), total == 1 ? "1 cluster" : $"{Number(total)} clusters", query.Figures.Days,
        FiltersModel.Of(figures => Path + (query with { Figures = figures, Page = 1 }), query.Figures), FleetForm.Of(query))
        {
            HasFeed = hasFeed,
            Columns = [.. Columns(query)],
            Clusters = [.. clusters.Select(cluster => ClusterRow.Of(cluster, NamePath + query, ClusterView.PathOf(cluster, query), now))],
            EmptyText = query.IsFiltered ? "No clusters match." : "No clusters have reported in this time window.",
            Pager = Pager(query, total),
            CsvHref = CsvPath + (query with { Page = 1 }),
        };

    private static IEnumerable<SortModel> Columns(FleetQuery query)
    {
        foreach (var column in FleetColumn.All)
        {
            // The advice follows from the other columns.
            if (column == FleetColumn.LastSeen)
            {
                yield return new SortModel(null, "Advice", null, false);
            }

            var order = query.Column != column ? null : query.IsDescending ? "descending" : "ascending";
            yield return new SortModel(Path + query.SortedBy(column), column.Title, order, column.IsNumber);
        }
    }

    private static PagerModel? Pager(FleetQuery query, long total)
    {
        var pages = (int)((total + PageSize - 1) / PageSize);
        if (pages <= 1)
        {
            return null;
        }

        string Href(int page) => Path + (query with { Page = page });
        var first = (query.Page - 1L) * PageSize + 1;
        return new PagerModel(
            $"Clusters {Number(first)} to {Number(Math.Min(total, first + PageSize - 1))} of {Number(total)}",
            query.Page > 1 ? Href(1) : null, query.Page > 1 ? Href(query.Page - 1) : null,
            query.Page < pages ? Href(query.Page + 1) : null, query.Page < pages ? Href(pages) : null);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
