using SecurityResponder.Assessments;
using SecurityResponder.Releases;
using SecurityResponder.Server.Pages;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The advice for a cluster in the words of the fleet page.</summary>
internal static class FleetAdvice
{
    private const string NoUpgrade = "no upgrade needed";

    /// <summary>What the recommended upgrade changes and how it is made, or why none is recommended; one sentence each.</summary>
    public static IReadOnlyList<string> Of(Assessment assessment)
    {
        var (target, reason) = (assessment.Recommended, assessment.Recommendation.Reason);
        IEnumerable<string> lines = target is null
            ? [IsHealthy(assessment) ? NoUpgrade : SafeText.Page(reason?.Text ?? "no better release is known")]
            : [.. OfTarget(assessment, target), .. reason is null ? [] : (string[])[SafeText.Page(reason.Text)]];
        return [.. lines, .. assessment.IsRancherManaged && target is not null ? (string[])["upgrade it in Rancher"] : []];
    }

    /// <summary>Whether nothing is open and nothing is unknown: neither a finding of any severity, nor an undecided CVE, nor the
    /// support.</summary>
    public static bool IsHealthy(Assessment assessment) =>
        assessment is { IsKnown: true, IsWithdrawn: false, Support: not Support.EndOfLife, Findings.Count: 0, Undecided.Count: 0 };

    private static IEnumerable<string> OfTarget(Assessment assessment, Upgrade target)
    {
        if (target.Path.Count > 1)
        {
            yield return "path: " + string.Join(", ", target.Path.Select(step => step.Version));
        }

        if (Change(assessment, target) is { Length: > 0 } change)
        {
            yield return change;
        }

        if (assessment.Recommendation.Interim is { } interim)
        {
            yield return $"first {interim.Release.Version}, which {Change(assessment, interim)}";
        }

        if (target.EndsSoon)
        {
            yield return target.Support switch
            {
                Support.EndOfLife ended => $"its support ended {DisplayText.Day(ended.On)}",
                Support.Supported supported => $"its support ends {DisplayText.Day(supported.Until)}",
                _ => "its support ends soon",
            };
        }
    }

    private static string Change(Assessment assessment, Upgrade upgrade)
    {
        var (findings, before, after) = (assessment.Findings.Count, assessment.Undecided.Count, upgrade.Undecided.Count);
        return string.Join(", ", ((string?[])
        [
            findings == 0 ? null : $"fixes {upgrade.Fixes.Count} of {findings}",
            upgrade.Brings.Count == 0 ? null : $"adds {upgrade.Brings.Count}{UrgentOf(upgrade.Brings)}",
            before == after ? null : $"{after} undecided instead of {before}",
        ]).OfType<string>());
    }

    private static string UrgentOf(IReadOnlyList<Finding> brings)
    {
        var urgent = brings.Where(finding => finding.Advisory.IsExploited || finding.Advisory.Severity.IsUrgent)
            .Select(finding => SafeText.Page(finding.Advisory.Id)).ToList();
        return urgent.Count == 0 ? "" : $" (exploited, critical or high: {string.Join(", ", urgent)})";
    }
}
