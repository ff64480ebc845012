using System.Globalization;
using System.Text;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Logging;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Notifying;

/// <summary>An assessment in words that a person reads in five seconds: support, what is wrong, the one way out, and the next.</summary>
internal static class Summary
{
    // The worst ones are enough to act upon; the rest is a number.
    private const int MaxFindings = 10;
    private const int MaxNew = 3;

    public static string Of(Assessment assessment)
    {
        var text = new StringBuilder();
        text.Append(Printable.Of(assessment.Installed)).Append(assessment.IsKnown ? ": " : ": not in the responder's list of releases; ")
            .Append(Words(assessment.Support))
            .Append(assessment.FeedGeneratedAt is { } made ? $" (as known on {made:yyyy-MM-dd})" : "").Append(".\n");
        Findings(text, assessment);
        Way(text, "Patch", assessment.Patch, assessment);
        Way(text, "Next minor", assessment.NextMinor, assessment);
        if (NoWay(assessment) is { } words)
        {
            text.Append(words).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The state of support in words.</summary>
    public static string Words(Support support) => support switch
    {
        Support.Supported supported => $"supported until {supported.Until:yyyy-MM-dd}",
        Support.EndOfLife ended => $"OUT OF SUPPORT since {ended.On:yyyy-MM-dd}",
        _ => "support unknown",
    };

    private static void Findings(StringBuilder text, Assessment assessment)
    {
        var findings = assessment.Findings;
        text.Append(Concerning(findings.Count, assessment.Published, assessment.Undecided)).Append(findings.Count > 0 ? ":\n" : ".\n");
        foreach (var finding in findings.Take(MaxFindings))
        {
            Line(text, finding, FixedIn(assessment, finding));
        }

        if (findings.Count > MaxFindings)
        {
            text.Append(CultureInfo.InvariantCulture, $"  and {findings.Count - MaxFindings} more\n");
        }
    }

    private static string Concerning(int found, int published, int undecided) => (found, published, undecided) switch
    {
        (0, 0, 0) => "No CVE is published for it",

        // "No CVE" would be a promise that nobody can make here.
        (0, 0, _) => $"{Cves(undecided)} cannot be decided: the responder does not say what this version bundles",
        (0, 1, _) => "The one CVE published for it does not concern this cluster",
        (0, _, _) => $"None of the {published} CVEs published for it concerns this cluster",
        (1, 1, _) => "The one CVE published for it concerns this cluster",
        (1, _, _) => $"1 of the {published} CVEs published for it concerns this cluster",
        _ when found == published => $"All {found} CVEs published for it concern this cluster",
        _ => $"{found} of the {published} CVEs published for it concern this cluster",
    } + (undecided > 0 && published > 0 ? $"; {undecided} more cannot be decided" : "");

    /// <summary>The nearest release that closes a finding; null when none within reach does.</summary>
    public static string? FixedIn(Assessment assessment, Finding finding) =>
        assessment.Patch?.Fixes.Contains(finding) == true ? assessment.Patch.Release.Version.ToString()
        : assessment.NextMinor?.Fixes.Contains(finding) == true ? assessment.NextMinor.Release.Version.ToString()
        : null;

    private static void Line(StringBuilder text, Finding finding, string? fixedIn)
    {
        var severity = finding.Advisory.Severity;
        var level = severity.Level.Name();
        var score = severity.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";
        text.Append("  ").Append(level.PadRight(9)).Append(score.PadLeft(4)).Append("  ")
            .Append(Printable.Of(finding.Advisory.Id, 40).PadRight(16)).Append("  ")
            .Append(string.Join(", ", finding.Components.Select(component => component.Name)).PadRight(14)).Append("  ")
            .Append(fixedIn is null ? "no fix within reach" : "fixed in " + fixedIn)
            .Append(finding.IsUnderInvestigation ? "  (under investigation)" : "").Append('\n');
    }

    private static void Way(StringBuilder text, string name, Upgrade? upgrade, Assessment assessment)
    {
        if (upgrade is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {upgrade.Release.Version}")
                .Append(upgrade == assessment.Recommended ? " (RECOMMENDED) " : " ")
                .Append(assessment.Findings.Count > 0 ? $"fixes {upgrade.Fixes.Count} of {assessment.Findings.Count}, " : "")
                .Append(Brings(upgrade.Brings))
                .Append(upgrade.Release.NotesUrl is { } notes ? "  " + Printable.Of(notes) : "").Append('\n');
        }
    }

    private static string Brings(IReadOnlyList<Finding> brings) => brings.Count switch
    {
        0 => "brings none new",
        <= MaxNew => $"brings {brings.Count} new ({Ids(brings)})",
        _ => $"brings {brings.Count} new ({Ids(brings)}, …)",
    };

    private static string Ids(IReadOnlyList<Finding> findings) =>
        string.Join(", ", findings.Take(MaxNew).Select(finding => Printable.Of(finding.Advisory.Id, 40)));

    private static string? NoWay(Assessment assessment)
    {
        Upgrade[] ways = [.. new[] { assessment.Patch, assessment.NextMinor }.OfType<Upgrade>()];
        return ways.Length == 0 ? "No newer release is known."
            : assessment.Findings.Count > 0 && ways.All(way => way.Fixes.Count == 0) ? "No release within reach fixes any of these."
            : null;
    }

    private static string Cves(int count) => count == 1 ? "1 CVE" : $"{count} CVEs";
}
