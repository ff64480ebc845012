using Microsoft.Extensions.Logging;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Notifying;

/// <summary>Tells the operators what was found: in the log for machines, on standard output for people.</summary>
internal sealed partial class Notifier(TextWriter? output, ILogger logger)
{
    public void Notify(Assessment assessment)
    {
        LogWay("patch", assessment.Patch, assessment);
        LogWay("minor", assessment.NextMinor, assessment);
        LogAssessment(assessment);
        output?.Write(Summary.Of(assessment));
    }

    private void LogWay(string kind, Upgrade? upgrade, Assessment assessment)
    {
        if (upgrade is { Release: var release })
        {
            Log.Available(logger, release.Version.ToString(), release.ReleasedAt?.ToString("yyyy-MM-dd"), kind, upgrade == assessment.Recommended,
                upgrade.Fixes.Count, upgrade.Remains.Count, upgrade.Brings.Count);
        }
    }

    private void LogAssessment(Assessment assessment)
    {
        int Count(SeverityLevel level) => assessment.Findings.Count(finding => finding.Advisory.Severity.Level == level);
        var level = assessment.Findings.Count > 0 || assessment.Support is Support.EndOfLife ? LogLevel.Warning : LogLevel.Information;
        Log.Assessment(logger, level, assessment.Installed, assessment.IsKnown, Summary.Words(assessment.Support), assessment.Published, assessment.Findings.Count,
            Count(SeverityLevel.Critical), Count(SeverityLevel.High), assessment.Recommended?.Release.Version.ToString(), assessment.FeedGeneratedAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
    }

    private static partial class Log
    {
        [LoggerMessage(401, LogLevel.Information, "available version")]
        public static partial void Available(
            ILogger logger, string name, string? releaseDate, string kind, bool recommended, int fixes, int remains, int brings);

        [LoggerMessage(EventId = 402, Message = "assessment")]
        public static partial void Assessment(
            ILogger logger, LogLevel level, string installed, bool known, string support, int published, int concerning, int critical, int high,
            string? recommended, string? feedGenerated);
    }
}
