using System.Collections.Frozen;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Answering;

/// <summary>The answers of one feed, each made once and kept as bytes.</summary>
/// <remarks>Only releases of the feed have an entry of their own, so that made-up versions cannot fill the memory.</remarks>
internal sealed class Answers
{
    private readonly FrozenDictionary<ReleaseVersion, PreparedBody> _known;
    private readonly PreparedBody _unknown;

    private Answers(FeedDocument feed)
    {
        var document = new AnswerDocument(feed);
        Feed = feed;
        Mirrored = new MirroredFeed(feed);
        _known = feed.Feed.Releases.ToFrozenDictionary(release => release.Version, release => new PreparedBody(() => document.For(release)));
        _unknown = new PreparedBody(() => document.For(null));
    }

    /// <summary>What they are made of.</summary>
    public FeedDocument Feed { get; }

    /// <summary>The same, for others to mirror.</summary>
    public MirroredFeed Mirrored { get; }

    /// <summary>The answers of a feed.</summary>
    public static Answers Of(FeedDocument feed) => new(feed);

    /// <summary>The answer to a cluster that runs a version.</summary>
    public PreparedBody For(ReleaseVersion version) => _known.GetValueOrDefault(version, _unknown);
}
