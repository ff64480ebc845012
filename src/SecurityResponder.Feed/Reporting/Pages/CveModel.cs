using SecurityResponder.Advisories;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>An advisory in a table.</summary>
/// <param name="Id">The id, e.g. <c>CVE-2026-1</c>.</param>
/// <param name="Href">Its page.</param>
/// <param name="Summary">One sentence; null if the feed has none.</param>
/// <param name="PublicDay">The day since when it is public; null if the feed does not say.</param>
/// <param name="Severity">The severity with its score.</param>
/// <param name="Exploited">The badge of an advisory that is known to be exploited; null for others.</param>
/// <param name="Rating">Who rated it and how likely its exploitation is, e.g. <c>by CNA, EPSS 4.2 %</c>; null if unknown.</param>
public sealed record CveModel(
    string Id, string Href, string? Summary, string? PublicDay, BadgeModel Severity, BadgeModel? Exploited, string? Rating)
{
    internal static CveModel Of(Advisory advisory, Links links) => new(
        DisplayText.Safe(advisory.Id)!, links.Cve(advisory.Id), DisplayText.Safe(advisory.Summary),
        advisory.PublishedAt is { } day ? DisplayText.Day(day) : null, DisplayText.Badge(advisory.Severity),
        advisory.IsExploited ? DisplayText.Exploited : null, RatingOf(advisory));

    private static string? RatingOf(Advisory advisory)
    {
        var source = advisory.SeveritySource is { } name ? "by " + DisplayText.Safe(name.Split("; also ")[0]) : null;
        string?[] parts = [source, DisplayText.Likelihood(advisory.Epss)];
        return parts.OfType<string>().Any() ? string.Join(", ", parts.OfType<string>()) : null;
    }
}
