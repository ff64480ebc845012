using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Checking;

/// <summary>A feed, and all that looks wrong in it.</summary>
/// <param name="Answer">The feed.</param>
/// <param name="Issues">The issues, also those that the curation file accepts.</param>
internal sealed record CheckedFeed(Answer Answer, IReadOnlyList<Issue> Issues)
{
    /// <summary>Whether the feed lists these releases and this advisory, and nothing looks wrong about the advisory.</summary>
    public bool IsFine(string id, IEnumerable<ReleaseVersion> releases)
    {
        var names = Answer.Versions!.Select(release => release?.Name).ToHashSet(StringComparer.Ordinal);
        var advisory = (Answer.Advisories ?? []).FirstOrDefault(one => id.Equals(one?.Id, StringComparison.OrdinalIgnoreCase));
        return advisory is not null && !IsUnrated(advisory) && releases.All(release => names.Contains(release.ToString()))
            && !Issues.Any(issue => id.Equals(issue.Subject, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsUnrated(AnswerAdvisory advisory) => advisory.DatabaseSpecific?.SeveritySource is null;
}
