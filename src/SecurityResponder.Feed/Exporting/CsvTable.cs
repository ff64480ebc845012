using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;

namespace SecurityResponder.Feed.Exporting;

/// <summary>The findings of all releases as CSV (<see href="https://www.rfc-editor.org/rfc/rfc4180"/>).</summary>
internal static class CsvTable
{
    /// <summary>The lines: a header, then one line for each finding.</summary>
    public static IEnumerable<string> Of(Feeds.Feed feed) => feed.Releases
        .SelectMany(release => ReleaseAssessment.Of(feed, release).Findings.Select(finding => Row($"{release.Version}", finding)))
        .Prepend("release,id,severity,score,severity_source,exploited,epss,components,fixed_in");

    private static string Row(string release, Finding finding) => string.Join(',', ((string[])
    [
        release,
        finding.Advisory.Id,
        finding.Advisory.Severity.Level.Name(),
        finding.Advisory.Severity.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "",
        finding.Advisory.SeveritySource ?? "",
        finding.Advisory.IsExploited ? "true" : "false",
        finding.Advisory.Epss?.ToString(CultureInfo.InvariantCulture) ?? "",
        string.Join("; ", finding.Uses.Select(use => $"{use.Component.Name} {use.Version}".TrimEnd()).Distinct()),
        finding.FixedIn?.Version.ToString() ?? "",
    ]).Select(Cell));

    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
