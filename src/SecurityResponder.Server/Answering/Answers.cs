using System.Collections.Frozen;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Answering;

/// <summary>The answers of one feed, each made once and kept as bytes.</summary>
/// <remarks>Only releases of the feed have an entry of their own, so that made-up versions cannot fill the memory.</remarks>
internal sealed class Answers
{
    private readonly FrozenDictionary<ReleaseVersion, Lazy<byte[]>> known;
    private readonly Lazy<byte[]> unknown;

    private Answers(FeedDocument feed, FrozenDictionary<ReleaseVersion, Lazy<byte[]>> known, Lazy<byte[]> unknown)
    {
        Feed = feed;
        this.known = known;
        this.unknown = unknown;
    }

    /// <summary>What they are made of.</summary>
    public FeedDocument Feed { get; }

    /// <summary>The answers of a feed; each is made when it is first asked for.</summary>
    public static Answers Of(FeedDocument feed)
    {
        var document = new AnswerDocument(feed);
        return new Answers(
            feed,
            feed.Feed.Releases.ToFrozenDictionary(release => release.Version, release => new Lazy<byte[]>(() => document.For(release))),
            new Lazy<byte[]>(() => document.For(null)));
    }

    /// <summary>The answer to a cluster that runs a version.</summary>
    public ReadOnlyMemory<byte> For(ReleaseVersion version) => known.GetValueOrDefault(version, unknown).Value;
}
