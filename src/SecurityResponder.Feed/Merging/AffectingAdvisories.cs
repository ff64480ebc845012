using SecurityResponder.Assessments;

namespace SecurityResponder.Feed.Merging;

/// <summary>Leaves out the advisories that affect none of a feed's releases.</summary>
internal static class AffectingAdvisories
{
    /// <summary>The feed with the advisories that affect a release, or that cannot be decided for one. Those that a VEX statement removes
    /// stay, too.</summary>
    public static BuiltFeed Of(BuiltFeed built)
    {
        var feed = Feeds.Feed.FromAnswer(built.Answer);
        var ids = feed.Releases.Select(release => ReleaseAssessment.Of(feed, release)).SelectMany(assessment =>
            assessment.Findings.Select(finding => finding.Advisory)
                .Concat(assessment.Undecided.Select(undecided => undecided.Advisory))
                .Concat(assessment.NotAffected.Select(notAffected => notAffected.Advisory)))
            .Select(advisory => advisory.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        built.Answer.Advisories = [.. built.Answer.Advisories!.Where(advisory => ids.Contains(advisory!.Id!))];
        return built;
    }
}
