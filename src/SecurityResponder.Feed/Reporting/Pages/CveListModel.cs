using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Releases;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>The page that lists all advisories.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Cves">The advisories that affect a release or that cannot be decided for one, worst first.</param>
/// <param name="Unaffecting">Those that affect no release in the feed.</param>
/// <param name="Go">Those about Go itself.</param>
/// <param name="Others">Ids of advisories that are not about components of RKE2.</param>
public sealed record CveListModel(
    LayoutModel Layout, IReadOnlyList<CveRowModel> Cves, IReadOnlyList<LinkModel> Unaffecting, IReadOnlyList<LinkModel> Go,
    IReadOnlyList<string> Others)
{
    internal static CveListModel Of(SiteContent content)
    {
        var components = content.Cves.Where(cve => !cve.IsAboutGo).ToLookup(cve => cve.Affected.Count + cve.Undecided.Count > 0);
        return new CveListModel(
            LayoutModel.Of(content, Links.AtRoot, "CVEs", "cves.html"),
            [.. components[true].Select(CveRowModel.Of)],
            [.. components[false].Select(LinkTo)],
            [.. content.Cves.Where(cve => cve.IsAboutGo).Select(LinkTo)],
            [.. content.Feed.OtherAdvisories.Select(SafeText.Page)]);
    }

    private static LinkModel LinkTo(CveEntry cve) => new(Links.AtRoot.Cve(cve.Advisory.Id), SafeText.Page(cve.Advisory.Id));
}

/// <summary>An advisory in the list.</summary>
/// <param name="Cve">The advisory.</param>
/// <param name="Components">The affected components.</param>
/// <param name="Releases">The number of affected releases.</param>
/// <param name="Supported">How many of them are supported, or undecided ones; null for none.</param>
public sealed record CveRowModel(CveModel Cve, string Components, string Releases, string? Supported)
{
    internal static CveRowModel Of(CveEntry entry)
    {
        var supported = entry.Affected.Count(pair => pair.Release.Support is not Support.EndOfLife);
        string?[] parts =
        [
            entry.Affected.Count == 0 ? null : $"{DisplayText.Number(supported)} supported",
            entry.Undecided.Count == 0 ? null : $"{DisplayText.Number(entry.Undecided.Count)} undecided",
        ];
        return new CveRowModel(
            CveModel.Of(entry.Advisory, Links.AtRoot), string.Join(", ", entry.Components),
            DisplayText.Count(entry.Affected.Count, "release"), string.Join(", ", parts.OfType<string>()));
    }
}
