using System.Collections.Frozen;
using SecurityResponder.Releases;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Answers;

/// <summary>The answers of one feed, each made on first use and cached.</summary>
/// <remarks>Versions that the feed does not list share one entry, so that invented versions cannot fill the memory.</remarks>
internal sealed class PreparedAnswers
{
    private readonly FrozenDictionary<ReleaseVersion, CachedBody> _known;
    private readonly CachedBody _unknown;

    private PreparedAnswers(FeedDocument feed)
    {
        var document = new AnswerWriter(feed);
        Feed = feed;
        Mirrored = new MirroredFeed(feed);
        _known = feed.Feed.Releases.ToFrozenDictionary(release => release.Version, release => new CachedBody(() => document.For(release)));
        _unknown = new CachedBody(() => document.For(null));
    }

    /// <summary>The feed.</summary>
    public FeedDocument Feed { get; }

    /// <summary>The feed for mirrors.</summary>
    public MirroredFeed Mirrored { get; }

    /// <summary>The answers of a feed.</summary>
    public static PreparedAnswers Of(FeedDocument feed) => new(feed);

    /// <summary>The answer to a cluster that runs a version.</summary>
    public CachedBody For(ReleaseVersion version) => _known.GetValueOrDefault(version, _unknown);
}
