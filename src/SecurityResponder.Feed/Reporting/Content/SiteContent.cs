using SecurityResponder.Feed.Comparing;
using SecurityResponder.Feed.Explaining;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Reporting.Content;

/// <summary>What the report says. All decisions come from the rules of <c>SecurityResponder.Assessments</c>.</summary>
internal sealed record SiteContent
{
    /// <summary>The feed.</summary>
    public required Feeds.Feed Feed { get; init; }

    /// <summary>The time of the report: that of the feed, else the newest date inside it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The releases, newest first.</summary>
    public required IReadOnlyList<ReleaseEntry> Releases { get; init; }

    /// <summary>The advisories about components of RKE2, worst first.</summary>
    public required IReadOnlyList<CveEntry> Cves { get; init; }

    /// <summary>The documents that the feed was made from.</summary>
    public required IReadOnlyList<AnswerSource> Sources { get; init; }

    /// <summary>Whether the feed was made with a catalog of exploited vulnerabilities.</summary>
    public required bool IsExploitationKnown { get; init; }

    /// <summary>What is unknown because a source is missing, as sentences.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>What changed since the previous feed; null without one.</summary>
    public IReadOnlyList<Change>? Changes { get; init; }

    /// <summary>The time of the previous feed; null without one, or when it has no date.</summary>
    public DateTimeOffset? PreviousAt { get; init; }

    /// <summary>The pairs of releases whose comparison has a page.</summary>
    public IReadOnlyList<ReleasePair> Pairs { get; init; } = [];

    /// <summary>The content for a feed.</summary>
    /// <param name="answer">The feed.</param>
    /// <param name="previous">The feed to compare with; null for none.</param>
    /// <param name="explainer">Explains the decisions of the feed; null when its sources are not known.</param>
    public static SiteContent Of(Answer answer, Feeds.Feed? previous, Explainer? explainer)
    {
        var feed = explainer?.Feed ?? Feeds.Feed.FromAnswer(answer);
        var at = feed.GeneratedAt ?? NewestDate(feed);
        IReadOnlyList<ReleaseEntry> releases = [.. feed.Releases.Select(release => ReleaseEntry.Of(feed, release, at))];
        return new SiteContent
        {
            Feed = feed,
            At = at,
            Releases = releases,
            Cves = CveEntries.Of(answer, feed, releases, explainer),
            Sources = [.. (answer.Sources ?? []).OfType<AnswerSource>()],
            IsExploitationKnown = MissingSources.IsExploitationKnown(answer),
            Missing = MissingSources.Of(answer),
            Changes = previous is null ? null : FeedDifference.Of(previous, feed),
            PreviousAt = previous?.GeneratedAt,
            Pairs = ReleasePair.All(feed.Releases),
        };
    }

    /// <summary>The entry of a release of the feed.</summary>
    public ReleaseEntry Entry(Release release) => Releases.First(entry => entry.Version == release.Version);

    private static DateTimeOffset NewestDate(Feeds.Feed feed) =>
        feed.Releases.Select(release => release.ReleasedAt).Concat(feed.Advisories.Select(advisory => advisory.PublishedAt)).Max()
            ?? DateTimeOffset.UnixEpoch;
}
