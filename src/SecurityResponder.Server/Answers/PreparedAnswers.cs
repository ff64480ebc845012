using System.Collections.Frozen;
using SecurityResponder.Releases;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Answers;

/// <summary>The answers of one feed, each made on first use and cached for the UTC day: support ends by the day, and the end of support
/// decides how far an answer reaches.</summary>
/// <remarks>Versions that the feed does not list share one entry, so that invented versions cannot fill the memory.</remarks>
internal sealed class PreparedAnswers
{
    private readonly TimeProvider _time;
    private readonly AnswerWriter _writer;
    private readonly CachedBody _unlisted;
    private volatile AnswersOfDay? _today;

    private PreparedAnswers(FeedDocument feed, TimeProvider time)
    {
        _time = time;
        _writer = new AnswerWriter(feed);
        _unlisted = new CachedBody(_writer.ForUnlisted);
        Feed = feed;
        Mirrored = new MirroredFeed(feed);
    }

    /// <summary>The feed.</summary>
    public FeedDocument Feed { get; }

    /// <summary>The feed for mirrors.</summary>
    public MirroredFeed Mirrored { get; }

    /// <summary>The answers of a feed.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="time">The clock, for the end of support.</param>
    public static PreparedAnswers Of(FeedDocument feed, TimeProvider time) => new(feed, time);

    /// <summary>The answer of today to a cluster that runs a version.</summary>
    public CachedBody For(ReleaseVersion version) => Today().Bodies.GetValueOrDefault(version, _unlisted);

    private AnswersOfDay Today()
    {
        var now = _time.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var today = _today;
        if (today?.Day != day)
        {
            // Bodies are made on first use, so two threads that both get here cost little.
            _today = today = new AnswersOfDay(day, Feed.Feed.Releases.ToFrozenDictionary(
                release => release.Version, release => new CachedBody(() => _writer.For(release, now))));
        }

        return today;
    }

    private sealed record AnswersOfDay(DateOnly Day, FrozenDictionary<ReleaseVersion, CachedBody> Bodies);
}
