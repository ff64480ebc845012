using SecurityResponder.Assessments;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>What the list of clusters shows of an assessment. It is a few hundred bytes, where an assessment is several
/// kilobytes.</summary>
/// <param name="Installed">The installed version, as it was reported.</param>
/// <param name="Version">The same as a version; null when it is not one.</param>
/// <param name="Release">The release in the feed; null when the feed does not list it.</param>
/// <param name="Support">The support status of its minor.</param>
/// <param name="Counts">The CVEs that affect the cluster, by severity.</param>
/// <param name="Undecided">Number of CVEs that cannot be decided.</param>
/// <param name="Upgrade">The version to upgrade to; null when none is recommended.</param>
/// <param name="Advice">The advice, one sentence each.</param>
/// <param name="IsHealthy">Whether no CVE affects the cluster, none is undecided, and the release is supported and not withdrawn.</param>
internal sealed record AssessmentSummary(
    string Installed, ReleaseVersion? Version, Release? Release, Support Support, SeverityCounts Counts, int Undecided, string? Upgrade,
    IReadOnlyList<string> Advice, bool IsHealthy)
{
    /// <summary>Summarizes an assessment.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="release">The installed release in the feed; null when the feed does not list it.</param>
    public static AssessmentSummary Of(Assessment assessment, Release? release) => new(
        assessment.Installed, ReleaseVersion.TryParse(assessment.Installed), release, assessment.Support, assessment.Counts,
        assessment.Undecided.Count, assessment.Recommended?.Release.Version.ToString(), FleetAdvice.Of(assessment),
        FleetAdvice.IsHealthy(assessment));
}
