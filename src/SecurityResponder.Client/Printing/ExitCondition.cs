using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Settings;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Printing;

/// <summary>Whether a run ends with exit code 3: <c>--fail-on</c>.</summary>
internal static class ExitCondition
{
    /// <summary>The conditions that are met, in words; empty when none is.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="conditions">The conditions.</param>
    /// <param name="ignoresUnknown">Whether only what is known counts.</param>
    public static IReadOnlyList<string> Met(Assessment assessment, FailConditions conditions, bool ignoresUnknown)
    {
        var met = new List<string>();
        if (conditions.Severity is { } severity)
        {
            Add(met, assessment.Findings.Count(finding => finding.Advisory.Severity.Level >= severity), $"{severity.Name()} or above");
            Add(met, ignoresUnknown ? 0 : assessment.Counts.Unrated, "unrated");
            Add(met, ignoresUnknown ? 0 : assessment.Undecided.Count, "undecided");
            Add(met, ignoresUnknown ? 0 : assessment.NotCovered.Count, "component versions without complete advisories");
        }

        if (conditions.Exploited)
        {
            Add(met, assessment.Counts.Exploited, "exploited");
            Add(met, ignoresUnknown ? 0 : assessment.Undecided.Count(one => one.Advisory.IsExploited), "exploited, but undecided");
        }

        if (conditions.EndOfLife && assessment.Support is Support.EndOfLife)
        {
            met.Add("support has ended");
        }
        else if (conditions.EndOfLife && !ignoresUnknown && assessment.Support is Support.Unknown)
        {
            met.Add("the end of support is unknown");
        }

        return met;
    }

    private static void Add(List<string> met, int count, string name)
    {
        if (count > 0)
        {
            met.Add($"{count} {name}");
        }
    }
}
