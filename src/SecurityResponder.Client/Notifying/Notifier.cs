using Microsoft.Extensions.Logging;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Printing;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Notifying;

/// <summary>Writes the assessment to the log.</summary>
/// <param name="logger">The log.</param>
/// <param name="logsFindings">Whether each finding is logged, because the result is not printed.</param>
internal sealed partial class Notifier(ILogger logger, bool logsFindings)
{
    // The field `concerning` has the full number.
    private const int MaxFindings = 50;

    /// <summary>Writes the assessment.</summary>
    /// <param name="assessment">The result of the run.</param>
    /// <param name="unreadable">The number of invalid entries in the answer.</param>
    public void Notify(Assessment assessment, int unreadable)
    {
        if (unreadable > 0)
        {
            Log.Unreadable(logger, unreadable);
        }

        LogUpgrade("patch", assessment.Patch, assessment);
        LogUpgrade("minor", assessment.NextMinor, assessment);
        LogAssessment(assessment);
        if (logsFindings)
        {
            LogFindings(assessment);
        }
    }

    private void LogFindings(Assessment assessment)
    {
        foreach (var finding in assessment.Findings.Take(MaxFindings))
        {
            var severity = finding.Advisory.Severity;
            Log.Finding(
                logger,
                finding.Advisory.Id,
                severity.Level.Name(),
                severity.Score?.ToString("0.0"),
                string.Join(", ", finding.Components.Select(component => component.Name)),
                finding.FixedIn?.Version.ToString(),
                finding.IsUnderInvestigation ? true : null);
        }
    }

    private void LogUpgrade(string kind, Upgrade? upgrade, Assessment assessment)
    {
        if (upgrade is { Release: var release })
        {
            Log.Available(
                logger,
                release.Version.ToString(),
                release.ReleasedAt?.ToString("yyyy-MM-dd"),
                kind,
                upgrade == assessment.Recommended,
                upgrade.Fixes.Count,
                upgrade.Remains.Count,
                upgrade.Brings.Count,
                release.NotesUrl);
        }
    }

    private void LogAssessment(Assessment assessment)
    {
        var level = assessment.Findings.Count > 0 || assessment.Support is Support.EndOfLife ? LogLevel.Warning : LogLevel.Information;
        Log.Assessment(
            logger,
            level,
            assessment.Installed,
            assessment.IsKnown,
            Wording.Describe(assessment.Support),
            assessment.Published,
            assessment.Findings.Count,
            assessment.Count(SeverityLevel.Critical),
            assessment.Count(SeverityLevel.High),
            assessment.Recommended?.Release.Version.ToString(),
            assessment.FeedGeneratedAt is { } generated ? Rfc3339.Of(generated) : null);
    }

    private static partial class Log
    {
        [LoggerMessage(401, LogLevel.Information, "available version")]
        public static partial void Available(
            ILogger logger,
            string name,
            string? releaseDate,
            string kind,
            bool recommended,
            int fixes,
            int remains,
            int brings,
            string? notes);

        [LoggerMessage(403, LogLevel.Warning, "finding")]
        public static partial void Finding(
            ILogger logger, string id, string severity, string? score, string components, string? fixedIn, bool? underInvestigation);

        [LoggerMessage(404, LogLevel.Warning, "invalid entries in the answer are ignored")]
        public static partial void Unreadable(ILogger logger, int entries);

        [LoggerMessage(EventId = 402, Message = "assessment")]
        public static partial void Assessment(
            ILogger logger,
            LogLevel level,
            string installed,
            bool known,
            string support,
            int published,
            int concerning,
            int critical,
            int high,
            string? recommended,
            string? feedGenerated);
    }
}
