using System.Collections.Frozen;
using SecurityResponder.Releases;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Answers;

/// <summary>The answers of one feed, each made on first use and cached for the UTC day: support ends by the day, and the end of support
/// decides how far an answer reaches.</summary>
/// <remarks>Versions that the feed does not list share one entry, so that invented versions cannot fill the memory.</remarks>
internal sealed class PreparedAnswers
{
    // Further answers begin a new cache: each answer lists every release, so a long feed has long answers.
    private const long MaxCachedBytes = 32 << 20;

    private readonly TimeProvider _time;
    private readonly AnswerWriter _writer;
    private readonly CachedBody _unlisted;
    private volatile AnswersOfDay? _today;
    private long _cachedBytes;

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

    /// <summary>The answers of a feed. The longest one, which contains every release and advisory, is made now.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="time">The clock, for the end of support.</param>
    public static PreparedAnswers Of(FeedDocument feed, TimeProvider time)
    {
        var answers = new PreparedAnswers(feed, time);
        answers._unlisted.In(ContentCoding.Identity);
        return answers;
    }

    /// <summary>The answer of today to a cluster that runs a version.</summary>
    /// <param name="version">The version; null when it is unknown.</param>
    public CachedBody For(ReleaseVersion? version) => version is null ? _unlisted : Today().Bodies.GetValueOrDefault(version, _unlisted);

    private AnswersOfDay Today()
    {
        var now = _time.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var today = _today;
        if (today?.Day != day || Interlocked.Read(ref _cachedBytes) > MaxCachedBytes)
        {
            Interlocked.Exchange(ref _cachedBytes, 0);
            // Bodies are made on first use, so two threads that both get here cost little.
            _today = today = new AnswersOfDay(day, Feed.Feed.Releases.ToFrozenDictionary(
                release => release.Version, release => new CachedBody(() => Counted(_writer.For(release, now)))));
        }

        return today;
    }

    private byte[] Counted(byte[] answer)
    {
        Interlocked.Add(ref _cachedBytes, answer.Length);
        return answer;
    }

    private sealed record AnswersOfDay(DateOnly Day, FrozenDictionary<ReleaseVersion, CachedBody> Bodies);
}
