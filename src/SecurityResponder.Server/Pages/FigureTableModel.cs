using System.Globalization;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Pages;

/// <summary>Clusters by the values of one dimension.</summary>
/// <param name="Name">The id of the section and the table, e.g. <c>cni</c>.</param>
/// <param name="Title">The heading.</param>
/// <param name="ValueHeading">The heading of the first column.</param>
/// <param name="Downloads">The links to the same figures as CSV and JSON.</param>
/// <param name="Rows">The rows, in the order of display.</param>
public sealed record FigureTableModel(
    string Name, string Title, string ValueHeading, DownloadsModel Downloads, IReadOnlyList<FigureRowModel> Rows)
{
    internal const string NotReported = "not reported";
    private const string OtherValues = "other values";

    internal static FigureTableModel Of(FigureSet figures, Dimension dimension)
    {
        var rows = figures.Tables[dimension.Name].Rows;
        var shares = Shares.Of([.. rows.Select(row => row.Clusters)], figures.Total);
        return new FigureTableModel(
            dimension.Name, dimension.Title, dimension.Noun, new DownloadsModel(dimension.Name, dimension.Title, figures.Query.ToString()),
            [.. rows.Zip(shares, (row, share) => Row(figures, dimension, row, share))]);
    }

    private static FigureRowModel Row(FigureSet figures, Dimension dimension, FigureRow row, string share)
    {
        var isLink = !row.IsRest && !figures.Query.Values.ContainsKey(dimension.Name);
        return new FigureRowModel(
            row.IsRest ? OtherValues : SafeText.Page(row.Value ?? NotReported),
            row.Value is not null,
            isLink ? "/" + figures.Query.With(dimension, row.Value) : null,
            dimension == Dimension.Version ? State(row.Release) : "plain",
            Width(row.Clusters, figures.Total),
            row.Clusters.ToString(),
            share,
            row.Release is { IsListed: true } listed ? VersionCvesModel.Of(listed) : null,
            row.Release is { } release ? DisplayText.Badge(release.Support) : null);
    }

    // On all tables, a whole bar is all clusters. A hidden number has no bar: its length would tell the number.
    private static string Width(Figure clusters, Figure total) =>
        (clusters.Clusters is { } part && total.Clusters is > 0 and var all ? Math.Min(100, 100d * part / all) : 0)
        .ToString("0.#", CultureInfo.InvariantCulture);

    // The CSS class of the bar.
    private static string State(ReleaseFact? release) => release switch
    {
        null or { IsListed: false } => "none",
        { Counts.HasUrgent: true } => "bad",
        { Cves: > 0 } or { Undecided: > 0 } => "some",
        _ => "fine",
    };
}

/// <summary>One row: a value and its clusters.</summary>
/// <param name="Name">The value, or what stands for it.</param>
/// <param name="IsValue">Whether <paramref name="Name"/> was reported; it stands for missing or other values if not.</param>
/// <param name="Href">Filters by the value; null where that is not possible.</param>
/// <param name="State">The CSS class of the bar.</param>
/// <param name="BarWidth">The length of the bar, 0 to 100.</param>
/// <param name="Clusters">The number of clusters, e.g. <c>1,240</c> or <c>&lt;5</c>.</param>
/// <param name="Share">The share of all clusters, e.g. <c>62 %</c>; empty if it is not shown.</param>
/// <param name="Release">The CVEs of a version; null if the feed does not list it.</param>
/// <param name="Support">The support status of a version; null if the value is not a version.</param>
public sealed record FigureRowModel(
    string Name, bool IsValue, string? Href, string State, string BarWidth, string Clusters, string Share,
    VersionCvesModel? Release, BadgeModel? Support);

/// <summary>The CVEs of a version that the feed lists.</summary>
/// <param name="Href">The page of the release.</param>
/// <param name="HasCves">Whether it has any.</param>
/// <param name="Cves">The number of CVEs, e.g. <c>5 CVEs</c> or <c>none</c>.</param>
/// <param name="Urgent">The number of exploited ones, and of high and critical ones; null if there are none.</param>
/// <param name="Open">The number of unrated and of undecided ones; null if there are none.</param>
/// <param name="Marks">Whether the release was withdrawn, and whether it is for Prime customers.</param>
/// <param name="NotesHref">The release notes; null if there are none.</param>
public sealed record VersionCvesModel(
    string Href, bool HasCves, string Cves, string? Urgent, string? Open, IReadOnlyList<BadgeModel> Marks, string? NotesHref)
{
    internal static VersionCvesModel Of(ReleaseFact release) => new(
        $"/releases/{release.Version}", release.Cves > 0,
        release.Cves == 0 ? DisplayText.Known(0, release.Undecided) : DisplayText.Cves(release.Cves),
        Listed((release.Counts.Exploited, "exploited"), (release.Urgent, "high or critical")),
        Listed((release.Counts.Unrated, "unrated"), (release.Undecided, "undecided")),
        DisplayText.Marks(release.IsWithdrawn, release.IsPrimeOnly), release.Release is { } known ? ReleaseNotes.Of(known) : null);

    private static string? Listed(params (int Count, string Name)[] counts)
    {
        var text = string.Join(", ", counts.Where(one => one.Count > 0).Select(one => $"{one.Count} {one.Name}"));
        return text == "" ? null : text;
    }
}
