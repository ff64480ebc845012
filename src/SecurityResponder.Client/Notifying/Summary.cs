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
    private const int MostFindings = 10;

    public static string Of(Assessment assessment)
    {
        var text = new StringBuilder();
        text.Append(Printable.Of(assessment.Installed)).Append(assessment.IsKnown ? " is " : " is not in the list of releases and is ")
            .Append(Words(assessment.Support)).Append(assessment.FeedGeneratedAt is { } made ? $" (as known on {made:yyyy-MM-dd})" : "").Append(".\n");
        Findings(text, assessment);
        Way(text, "Patch", assessment.Patch, assessment);
        Way(text, "Next minor", assessment.NextMinor, assessment);
        if (assessment.Patch is null && assessment.NextMinor is null)
        {
            text.Append("No newer release is known.\n");
        }

        return text.ToString();
    }

    /// <summary>The state of support in words.</summary>
    public static string Words(Support support) => support switch
    {
        Support.Supported supported => $"supported until {supported.Until:yyyy-MM-dd}",
        Support.EndOfLife ended => $"OUT OF SUPPORT since {ended.On:yyyy-MM-dd}",
        _ => "of unknown support",
    };

    private static void Findings(StringBuilder text, Assessment assessment)
    {
        var findings = assessment.Findings;
        text.Append(assessment.Published == 0 && findings.Count == 0
            ? "No CVE is published for it"
            : $"{findings.Count} of the {assessment.Published} CVEs published for it concern this cluster");
        text.Append(assessment.Undecided > 0 ? $"; {assessment.Undecided} more cannot be decided" : "").Append(findings.Count > 0 ? ":\n" : ".\n");
        foreach (var finding in findings.Take(MostFindings))
        {
            Line(text, finding);
        }

        if (findings.Count > MostFindings)
        {
            text.Append(CultureInfo.InvariantCulture, $"  and {findings.Count - MostFindings} more\n");
        }
    }

    private static void Line(StringBuilder text, Finding finding)
    {
        var severity = finding.Advisory.Severity;
        var level = severity.Level == SeverityLevel.Unknown ? "unrated" : severity.Level.ToString().ToLowerInvariant();
        var score = severity.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";
        text.Append("  ").Append(level.PadRight(9)).Append(score.PadLeft(4)).Append("  ").Append(Printable.Of(finding.Advisory.Id, 40).PadRight(16)).Append("  ")
            .Append(string.Join(", ", finding.Components.Select(component => component.Name)))
            .Append(finding.IsUnderInvestigation ? "  (under investigation)" : "").Append('\n');
    }

    private static void Way(StringBuilder text, string name, Upgrade? upgrade, Assessment assessment)
    {
        if (upgrade is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {upgrade.Release.Version} fixes {upgrade.Fixes.Count}, leaves {upgrade.Remains.Count}, brings {upgrade.Brings.Count}")
                .Append(upgrade == assessment.Recommended ? ": RECOMMENDED" : "")
                .Append(upgrade.Release.NotesUrl is { } notes ? "  " + Printable.Of(notes) : "").Append('\n');
        }
    }
}
