using System.Text.Json;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Feed.Reporting.Pages;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Indexes;

/// <summary>What the search box finds.</summary>
/// <param name="Title">The id or the version.</param>
/// <param name="Href">The page, from the root.</param>
/// <param name="Text">What is shown below the title.</param>
/// <param name="Words">Other words that find it, e.g. aliases and components.</param>
internal sealed record SearchEntry(string Title, string Href, string Text, string Words);

/// <summary>The index of the search box, as JSON.</summary>
internal static class SearchIndex
{
    /// <summary>The releases, then the advisories.</summary>
    public static byte[] Of(SiteContent content) => JsonSerializer.SerializeToUtf8Bytes(
        [.. content.Releases.Select(Entry), .. content.Cves.Select(Entry)], IndexJson.Compact.IReadOnlyListSearchEntry);

    private static SearchEntry Entry(ReleaseEntry release) => new(
        release.Version.ToString(), Links.AtRoot.Release(release.Version),
        string.Join(", ", new[]
        {
            release.Release.ReleasedAt is { } day ? "released " + DisplayText.Day(day) : null,
            DisplayText.Cves(release.Facts.Findings.Count),
        }.OfType<string>()),
        string.Join(' ', DisplayText.Marks(release.Release).Select(mark => mark.Text)));

    private static SearchEntry Entry(CveEntry cve) => new(
        SafeText.Page(cve.Advisory.Id), Links.AtRoot.Cve(cve.Advisory.Id),
        string.Join(", ", new[] { DisplayText.Badge(cve.Advisory.Severity).Text, DisplayText.Safe(cve.Advisory.Summary) }.OfType<string>()),
        string.Join(' ', cve.Advisory.Aliases.Concat(cve.Components).Select(SafeText.Page)));
}
