using System.Collections.Concurrent;
using SecurityResponder.Assessments;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>Assesses clusters with one feed on one day. Clusters that reported the same facts are assessed once.</summary>
/// <param name="feed">The releases and advisories.</param>
/// <param name="now">The time, for the end of support.</param>
internal sealed class FleetAssessments(Feed feed, DateTimeOffset now)
{
    /// <summary>Maximum number of summaries that are kept, about 10 MB. Hostile clients can report any number of versions.</summary>
    public const int MaxKept = 20_000;

    private readonly ConcurrentDictionary<ReportedFacts, AssessmentSummary> _kept = [];
    private int _count, _made;

    /// <summary>Number of assessments that were made for summaries.</summary>
    public int Made => _made;

    /// <summary>The summary for clusters that reported these facts.</summary>
    public AssessmentSummary Of(ReportedFacts facts)
    {
        if (_kept.TryGetValue(facts, out var known))
        {
            return known;
        }

        Interlocked.Increment(ref _made);
        var release = ReleaseVersion.TryParse(facts.Version) is { } version ? Find(version) : null;
        var summary = AssessmentSummary.Of(AssessmentOf(facts), release);
        if (Volatile.Read(ref _count) < MaxKept && _kept.TryAdd(facts, summary))
        {
            Interlocked.Increment(ref _count);
        }

        return summary;
    }

    /// <summary>The whole assessment, made anew.</summary>
    public Assessment AssessmentOf(ReportedFacts facts) => Assessment.Of(facts.AsCluster(feed), feed, now);

    /// <summary>The release with a version; null when the feed does not list it.</summary>
    public Release? Find(ReleaseVersion version) => feed.Find(version);
}

/// <summary>The assessments with the current feed.</summary>
internal sealed class CurrentFleetAssessments(CurrentAnswers answers, TimeProvider time)
{
    private static readonly Feed NoFeed = new() { Releases = [], Advisories = [] };

    private Entry? _current;

    /// <summary>Whether a feed has been loaded. Without one, no cluster has findings, and none is healthy.</summary>
    public bool HasFeed => answers.Now is not null;

    /// <summary>The assessments; new ones when the feed or the UTC day changes.</summary>
    public FleetAssessments Now
    {
        get
        {
            var (feed, now) = (answers.Now?.Feed.Feed ?? NoFeed, time.GetUtcNow());
            var current = _current;
            if (current is null || !ReferenceEquals(current.Feed, feed) || current.Day != now.UtcDateTime.Date)
            {
                _current = current = new Entry(feed, now.UtcDateTime.Date, new FleetAssessments(feed, now));
            }

            return current.Assessments;
        }
    }

    private sealed record Entry(Feed Feed, DateTime Day, FleetAssessments Assessments);
}
