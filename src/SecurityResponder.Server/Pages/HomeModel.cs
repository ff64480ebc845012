using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Pages;

/// <summary>The home page: the number of active clusters, their versions and what else they reported.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Total">The number of active clusters.</param>
/// <param name="ClusterNoun">What is counted, e.g. <c>development clusters</c>.</param>
/// <param name="Days">The length of the time window.</param>
/// <param name="Facts">The clusters that should be upgraded.</param>
/// <param name="Summary">The links to the facts as CSV and JSON.</param>
/// <param name="Filters">The time window and the filters.</param>
/// <param name="Tables">The tables; null if there is nothing to show.</param>
/// <param name="EmptyText">The text that is shown instead of the tables.</param>
/// <param name="IsDevelopment">Whether development builds are counted instead of all others.</param>
/// <param name="OtherHref">The page of the others.</param>
/// <param name="IsExact">Whether the figures are exact.</param>
/// <param name="CountedAt">When the clusters were counted.</param>
/// <param name="FeedDay">The day of the feed; null if it does not say, or there is no feed.</param>
/// <param name="HasFeed">Whether a feed has been loaded.</param>
public sealed record HomeModel(
    LayoutModel Layout, string Total, string ClusterNoun, int Days, IReadOnlyList<FactModel> Facts, DownloadsModel Summary,
    FiltersModel Filters, HomeTablesModel? Tables, string EmptyText, bool IsDevelopment, string OtherHref, bool IsExact,
    DateModel CountedAt, DateModel? FeedDay, bool HasFeed)
{
    /// <summary>The page.</summary>
    /// <param name="navigation">The port's navigation.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="feed">What the feed says about releases.</param>
    /// <param name="isExact">Whether the figures are exact.</param>
    internal static HomeModel Of(Navigation navigation, FigureSet figures, ReleaseFacts feed, bool isExact)
    {
        var query = figures.Query;
        return new HomeModel(
            navigation.Layout("Clusters", "/", hasCharts: true), figures.Total.ToString(),
            (query.IsDevelopment ? "development " : "") + (figures.Total.Clusters == 1 ? "cluster" : "clusters"), query.Days,
            feed.HasFeed ? [.. FactsOf(figures)] : [],
            new DownloadsModel("summary", "these figures", query.ToString()), FiltersModel.OfHome(query, isExact),
            figures.Total.Clusters is > 0 ? HomeTablesModel.Of(figures) : null,
            figures.Total.Clusters == 0 ? "No clusters have reported in this time window."
                : "Fewer than five clusters match. No details are shown for so small a number.",
            query.IsDevelopment, "/" + (query with { IsDevelopment = !query.IsDevelopment }), isExact,
            DateModel.OfInstant(figures.At, figures.At), feed.GeneratedAt is { } day ? DateModel.OfDay(day, figures.At) : null,
            feed.HasFeed);
    }

    private static IEnumerable<FactModel> FactsOf(FigureSet figures) =>
    [
        FactModel.Of("exploited", "run a release with a CVE that is known to be exploited", figures.Exploited, figures.Total),
        FactModel.Of("vulnerable", "run a release with a published CVE", figures.Vulnerable, figures.Total),
        FactModel.Of("urgent", "run a release with a high or critical CVE", figures.Urgent, figures.Total),
        FactModel.Of("ended", "run an unsupported minor version", figures.OutOfSupport, figures.Total),
    ];
}

/// <summary>A number of clusters that should be upgraded.</summary>
/// <param name="Name">The CSS class, e.g. <c>urgent</c>.</param>
/// <param name="Text">What these clusters have in common.</param>
/// <param name="Share">Their share, e.g. <c>62 %</c>, or their number if the share is not shown.</param>
/// <param name="Clusters">Their number.</param>
public sealed record FactModel(string Name, string Text, string Share, string Clusters)
{
    internal static FactModel Of(string name, string text, Figure figure, Figure total)
    {
        var share = figure.ShareOf(total);
        return new FactModel(name, text, share is null ? figure.ToString() : DisplayText.Percent(share), figure.ToString());
    }
}

/// <summary>The tables of the home page.</summary>
/// <param name="Active">Active clusters per day.</param>
/// <param name="Versions">Clusters by version.</param>
/// <param name="Cards">Clusters by each other dimension.</param>
public sealed record HomeTablesModel(ActiveTableModel Active, FigureTableModel Versions, IReadOnlyList<FigureTableModel> Cards)
{
    internal static HomeTablesModel Of(FigureSet figures) => new(
        new ActiveTableModel(
            new DownloadsModel("active", "active clusters per day", figures.Query.ToString()),
            [.. figures.Days.Reverse().Select(day => new DayModel(
                DisplayText.Day(day.Day), day.Clusters.ToString(), day.Day >= DateOnly.FromDateTime(figures.At.UtcDateTime)))]),
        FigureTableModel.Of(figures, Dimension.Version),
        [.. Dimension.All.Where(dimension => dimension != Dimension.Version).Select(dimension => FigureTableModel.Of(figures, dimension))]);
}

/// <summary>Active clusters per day.</summary>
/// <param name="Downloads">The links to the same figures as CSV and JSON.</param>
/// <param name="Days">The days, latest first.</param>
public sealed record ActiveTableModel(DownloadsModel Downloads, IReadOnlyList<DayModel> Days);

/// <summary>The active clusters of one day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Clusters">The number of clusters.</param>
/// <param name="IsPartial">Whether the day is not over: more clusters may still report.</param>
public sealed record DayModel(string Day, string Clusters, bool IsPartial);
