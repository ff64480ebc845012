using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Pages;

/// <summary>A CVE, as the pages show it.</summary>
/// <param name="Id">The id, e.g. <c>CVE-2026-1</c>.</param>
/// <param name="Href">The first reference; null if there is none.</param>
/// <param name="Summary">One sentence; null if the feed has none.</param>
/// <param name="PublicDay">The day since when it is public; null if the feed does not say.</param>
/// <param name="Severity">The severity with its score.</param>
/// <param name="Exploited">The badge of a CVE that is known to be exploited; null for others.</param>
/// <param name="Rating">Who rated it and how likely its exploitation is, e.g. <c>rated by CNA, EPSS 4.2 %</c>; null if unknown.</param>
public sealed record CveModel(
    string Id, string? Href, string? Summary, string? PublicDay, BadgeModel Severity, BadgeModel? Exploited, string? Rating)
{
    internal static CveModel Of(Advisory advisory) => new(
        SafeText.Page(advisory.Id), advisory.References.Count == 0 ? null : advisory.References[0],
        advisory.Summary is null ? null : SafeText.Page(advisory.Summary),
        advisory.PublishedAt is { } day ? DisplayText.Day(day) : null, DisplayText.Badge(advisory.Severity),
        advisory.IsExploited ? DisplayText.Exploited : null, RatingOf(advisory));

    private static string? RatingOf(Advisory advisory)
    {
        var source = advisory.SeveritySource is { } name ? "rated by " + SafeText.Page(name) : null;
        var likelihood = advisory.Epss is { } epss
            ? "EPSS " + (100 * epss).ToString("0.##", CultureInfo.InvariantCulture) + " %"
            : null;
        return source is null ? likelihood : likelihood is null ? source : $"{source}, {likelihood}";
    }
}

/// <summary>A version of a component that was compared with an advisory.</summary>
/// <param name="Text">The component with its version, e.g. <c>runc v1.3.1</c>.</param>
/// <param name="Range">The affected versions, e.g. <c>affected: 1.3.0-rc.1 to before 1.3.3</c>; null if unknown.</param>
public sealed record ComparedModel(string Text, string? Range)
{
    internal static ComparedModel Of(Advisory advisory, ComponentUse use) => new(
        SafeText.Page(use.Version is null ? use.Component.Name : $"{use.Component.Name} {use.Version}"),
        use.Version is { } version && AffectedRangeText.Of(advisory, use.Component, version) is { } range
            ? SafeText.Page("affected: " + range)
            : null);
}
