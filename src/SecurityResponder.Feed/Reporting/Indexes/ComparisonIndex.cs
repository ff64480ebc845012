using System.Text.Json;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Feed.Reporting.Pages;

namespace SecurityResponder.Feed.Reporting.Indexes;

/// <summary>What a script needs to compare any two releases.</summary>
/// <param name="Cves">The advisories that are open in a release, worst first.</param>
/// <param name="Releases">The releases, newest first.</param>
internal sealed record ComparisonDocument(IReadOnlyList<ComparedCve> Cves, IReadOnlyList<ComparedRelease> Releases);

/// <summary>An advisory.</summary>
/// <param name="Id">The id.</param>
/// <param name="Href">The page, from the root.</param>
/// <param name="Level">The severity level.</param>
/// <param name="Severity">The severity with its score.</param>
/// <param name="IsExploited">True if it is known to be exploited; null if not.</param>
/// <param name="Summary">One sentence; null if the feed has none.</param>
internal sealed record ComparedCve(string Id, string Href, string Level, string Severity, bool? IsExploited, string? Summary);

/// <summary>A release.</summary>
/// <param name="Name">The version.</param>
/// <param name="Href">The page, from the root.</param>
/// <param name="Findings">Positions of its findings in the list of advisories.</param>
/// <param name="Undecided">Positions of the advisories that cannot be decided for it.</param>
internal sealed record ComparedRelease(string Name, string Href, IReadOnlyList<int> Findings, IReadOnlyList<int> Undecided);

/// <summary>The findings of all releases as JSON. The script only forms differences of these lists.</summary>
internal static class ComparisonIndex
{
    /// <summary>The document.</summary>
    public static byte[] Of(SiteContent content)
    {
        var open = content.Cves.Where(cve => cve.Affected.Count + cve.Undecided.Count > 0).ToList();
        var positions = open.Index().ToDictionary(pair => pair.Item.Advisory.Id, pair => pair.Index, StringComparer.OrdinalIgnoreCase);
        return JsonSerializer.SerializeToUtf8Bytes(
            new ComparisonDocument(
                [.. open.Select(Cve)],
                [
                    .. content.Releases.Select(release => new ComparedRelease(
                        release.Version.ToString(), Links.AtRoot.Release(release.Version),
                        [.. release.Facts.Findings.Select(finding => positions[finding.Advisory.Id]).Order()],
                        [.. release.Facts.Undecided.Select(undecided => positions[undecided.Advisory.Id]).Order()])),
                ]),
            IndexJson.Compact.ComparisonDocument);
    }

    private static ComparedCve Cve(CveEntry entry)
    {
        var cve = CveModel.Of(entry.Advisory, Links.AtRoot);
        return new ComparedCve(
            cve.Id, cve.Href, cve.Severity.Level, cve.Severity.Text, entry.Advisory.IsExploited ? true : null, cve.Summary);
    }
}
