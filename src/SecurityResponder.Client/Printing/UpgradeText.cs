using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Releases;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>What a release changes, line by line.</summary>
internal static class UpgradeText
{
    /// <summary>The lines about a release.</summary>
    /// <param name="upgrade">The release.</param>
    /// <param name="found">Number of findings now.</param>
    /// <param name="isComplete">Whether everything is named.</param>
    public static IReadOnlyList<string> Lines(Upgrade upgrade, int found, bool isComplete)
    {
        var lines = new List<string>();
        if (upgrade.Path.Count > 1)
        {
            lines.Add("path: " + string.Join(", then ", upgrade.Path.Select(release => Version(release.Version))));
        }

        lines.Add(string.Create(CultureInfo.InvariantCulture, $"fixes {upgrade.Fixes.Count} of {found}{Detail(upgrade.Fixes)}"));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"leaves {upgrade.Remains.Count}{Detail(upgrade.Remains)}"));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"brings {upgrade.Brings.Count}{Detail(upgrade.Brings)}"));
        lines.AddRange(Brought(upgrade.Brings, isComplete));
        if (upgrade.Undecided.Count > 0)
        {
            lines.Add(Undecided(upgrade.Undecided, isComplete));
        }

        lines.AddRange(Support(upgrade));
        if (upgrade.Release.NotesUrl is { } notes)
        {
            lines.Add("notes: " + SafeText.Line(notes));
        }

        return lines;
    }

    /// <summary>A version, safe to print.</summary>
    public static string Version(ReleaseVersion version) => SafeText.Line(version.ToString());

    private static string Detail(IReadOnlyList<Finding> findings) =>
        findings.Count > 0 ? ": " + Wording.BySeverity(SeverityCounts.Of(findings)) : "";

    // Exploited, critical and high ones by name; the others, too, where everything is named.
    private static IEnumerable<string> Brought(IReadOnlyList<Finding> brings, bool isComplete)
    {
        var named = brings.Where(finding => isComplete || finding.Advisory.IsExploited || finding.Advisory.Severity.IsUrgent).ToList();
        return named.Count > 0 ? ["brought: " + Ids(named.Select(finding => finding.Advisory), named.Count, isComplete)] : [];
    }

    private static string Undecided(IReadOnlyList<UndecidedAdvisory> undecided, bool isComplete) =>
        string.Create(CultureInfo.InvariantCulture, $"undecided for it {undecided.Count}: ")
        + Ids(undecided.Select(one => one.Advisory), undecided.Count, isComplete);

    private static string Ids(IEnumerable<Advisory> advisories, int count, bool isComplete)
    {
        var max = isComplete ? count : FindingBlocks.MaxEntries;
        return string.Join(", ", advisories.Take(max).Select(Wording.Rated))
            + (count > max ? string.Create(CultureInfo.InvariantCulture, $" and {count - max} more: -o wide") : "");
    }

    private static IEnumerable<string> Support(Upgrade upgrade)
    {
        yield return Wording.Describe(upgrade.Support)
            + (upgrade is { EndsSoon: true, Support: SecurityResponder.Releases.Support.Supported } ? ", ENDS WITHIN 30 DAYS" : "");
        if (upgrade.Release.IsPrimeOnly)
        {
            yield return "for RKE2 Prime customers only";
        }
    }
}
