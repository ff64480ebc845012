using System.Globalization;
using System.Text;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Releases;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Notifying;

/// <summary>The assessment as text on the terminal: support, CVEs and the upgrades that fix them.</summary>
internal static class Summary
{
    // The rest is given as a number.
    private const int MaxFindings = 10;
    private const int MaxNew = 3;

    /// <summary>Returns the text.</summary>
    public static string Of(Assessment assessment)
    {
        var text = new StringBuilder();
        text.Append(SafeText.Line(assessment.Installed)).Append(assessment.IsKnown ? ": " : ": not in the responder's list of releases; ")
            .Append(Describe(assessment.Support))
            .Append(assessment.FeedGeneratedAt is { } generated ? $" (as known on {generated:yyyy-MM-dd})" : "").Append(".\n");
        AppendFindings(text, assessment);
        AppendUpgrade(text, "Patch", assessment.Patch, assessment);
        AppendUpgrade(text, "Next minor", assessment.NextMinor, assessment);
        if (NoUpgrade(assessment) is { } reason)
        {
            text.Append(reason).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Describes the state of support.</summary>
    public static string Describe(Support support) => support switch
    {
        Support.Supported supported => $"supported until {supported.Until:yyyy-MM-dd}",
        Support.EndOfLife ended => $"OUT OF SUPPORT since {ended.On:yyyy-MM-dd}",
        _ => "support unknown",
    };

    private static void AppendFindings(StringBuilder text, Assessment assessment)
    {
        var findings = assessment.Findings;
        text.Append(FindingsHeading(findings.Count, assessment.Published, assessment.Undecided.Count))
            .Append(findings.Count > 0 ? ":\n" : ".\n");
        foreach (var finding in findings.Take(MaxFindings))
        {
            AppendFinding(text, finding, finding.FixedIn?.Version.ToString());
        }

        if (findings.Count > MaxFindings)
        {
            text.Append(CultureInfo.InvariantCulture, $"  and {findings.Count - MaxFindings} more\n");
        }
    }

    private static string FindingsHeading(int found, int published, int undecided) => (found, published, undecided) switch
    {
        (0, 0, 0) => "No CVE is published for it",

        // "No CVE" would be a claim that the feed cannot support.
        (0, 0, _) => $"{Cves(undecided)} cannot be decided: the responder does not list the components of this version",
        (0, 1, _) => "The one CVE published for it does not concern this cluster",
        (0, _, _) => $"None of the {published} CVEs published for it concerns this cluster",
        (1, 1, _) => "The one CVE published for it concerns this cluster",
        (1, _, _) => $"1 of the {published} CVEs published for it concerns this cluster",
        _ when found == published => $"All {found} CVEs published for it concern this cluster",
        _ => $"{found} of the {published} CVEs published for it concern this cluster",
    } + (undecided > 0 && published > 0 ? $"; {undecided} more cannot be decided" : "");

    private static void AppendFinding(StringBuilder text, Finding finding, string? fixedIn)
    {
        var severity = finding.Advisory.Severity;
        var level = severity.Level.Name();
        var score = severity.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";
        text.Append("  ").Append(level.PadRight(9)).Append(score.PadLeft(4)).Append("  ")
            .Append(SafeText.Line(finding.Advisory.Id, 40).PadRight(16)).Append("  ")
            .Append(string.Join(", ", finding.Components.Select(component => component.Name)).PadRight(14)).Append("  ")
            .Append(fixedIn is null ? "no fix known" : "fixed in " + fixedIn)
            .Append(finding.IsUnderInvestigation ? "  (under investigation)" : "").Append('\n');
    }

    private static void AppendUpgrade(StringBuilder text, string name, Upgrade? upgrade, Assessment assessment)
    {
        if (upgrade is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {upgrade.Release.Version}")
                .Append(upgrade == assessment.Recommended ? " (RECOMMENDED) " : " ")
                .Append(assessment.Findings.Count > 0 ? $"fixes {upgrade.Fixes.Count} of {assessment.Findings.Count}, " : "")
                .Append(NewFindings(upgrade.Brings))
                .Append(upgrade.Release.NotesUrl is { } notes ? "  " + SafeText.Line(notes) : "").Append('\n');
        }
    }

    private static string NewFindings(IReadOnlyList<Finding> brings) => brings.Count switch
    {
        0 => "adds no CVEs",
        <= MaxNew => $"adds {Cves(brings.Count)} ({Ids(brings)})",
        _ => $"adds {Cves(brings.Count)} ({Ids(brings)}, …)",
    };

    private static string Ids(IReadOnlyList<Finding> findings) =>
        string.Join(", ", findings.Take(MaxNew).Select(finding => SafeText.Line(finding.Advisory.Id, 40)));

    private static string? NoUpgrade(Assessment assessment)
    {
        Upgrade[] upgrades = [.. new[] { assessment.Patch, assessment.NextMinor }.OfType<Upgrade>()];
        return upgrades.Length == 0 ? "No newer release is known."
            : assessment.Findings.Count > 0 && upgrades.All(upgrade => upgrade.Fixes.Count == 0)
                ? "No available upgrade fixes any of these CVEs."
            : null;
    }

    private static string Cves(int count) => count == 1 ? "1 CVE" : $"{count} CVEs";
}
