using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Releases;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>The words of the formats for people.</summary>
internal static class Wording
{
    private const int MaxIdLength = 40;

    /// <summary>Describes the state of support, e.g. <c>supported until 2027-02-28</c>; the day is the last supported one.</summary>
    public static string Describe(Support support) => support switch
    {
        Support.Supported supported => $"supported until {Day(supported.Until)}",
        Support.EndOfLife ended => $"OUT OF SUPPORT, last day {Day(ended.On)}",
        _ => "support unknown",
    };

    /// <summary>A day, e.g. <c>2026-11-24</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The UTC day of a time.</summary>
    public static string Day(DateTimeOffset at) => Day(DateOnly.FromDateTime(at.UtcDateTime));

    /// <summary>E.g. <c>1 CVE</c> or <c>2 CVEs</c>.</summary>
    public static string Cves(int count) => Count(count, "CVE");

    /// <summary>A number of things, e.g. <c>1 node</c> or <c>2 nodes</c>.</summary>
    public static string Count(int count, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    /// <summary>Numbers by severity, e.g. <c>1 exploited; 1 critical, 2 high</c>; empty when there are none.</summary>
    public static string BySeverity(SeverityCounts counts)
    {
        (int Count, string Name)[] levels =
        [
            (counts.Critical, "critical"), (counts.High, "high"), (counts.Medium, "medium"), (counts.Low, "low"),
            (counts.Unrated, "unrated"),
        ];
        var text = string.Join(", ", levels.Where(level => level.Count > 0).Select(level => $"{level.Count} {level.Name}"));
        return counts.Exploited > 0 ? $"{counts.Exploited} exploited; {text}" : text;
    }

    /// <summary>The score with one digit, e.g. <c>9.8</c>; empty without one.</summary>
    public static string Score(Severity severity) => severity.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The id of an advisory, safe to print.</summary>
    public static string Id(Advisory advisory) => SafeText.Line(advisory.Id, MaxIdLength);

    /// <summary>An advisory with its severity, e.g. <c>CVE-2026-0001 (critical, exploited)</c>.</summary>
    public static string Rated(Advisory advisory) =>
        $"{Id(advisory)} ({advisory.Severity.Level.Name()}{(advisory.IsExploited ? ", exploited" : "")})";

    /// <summary>Where a version was read.</summary>
    public static string Source(VersionSource source) => source switch
    {
        VersionSource.ApiServer => "API server",
        VersionSource.Kubelet => "kubelet",
        VersionSource.ContainerRuntime => "container runtime",
        VersionSource.Image => "image",
        _ => "release list",
    };
}
