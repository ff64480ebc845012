using System.Collections.Frozen;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Answering;

/// <summary>The answers of one feed, each made once and kept as bytes.</summary>
/// <remarks>Only releases of the feed have an entry of their own, so that made-up versions cannot fill the memory.</remarks>
internal sealed class Answers
{
    private readonly FrozenDictionary<ReleaseVersion, Lazy<byte[]>> _known;
    private readonly Lazy<byte[]> _unknown;

    private Answers(FrozenDictionary<ReleaseVersion, Lazy<byte[]>> known, Lazy<byte[]> unknown)
    {
        _known = known;
        _unknown = unknown;
    }

    /// <summary>The answers of a feed; each is made when it is first asked for.</summary>
    public static Answers Of(FeedFile feed)
    {
        var document = new AnswerDocument(feed);
        return new Answers(
            feed.Feed.Releases.ToFrozenDictionary(release => release.Version, release => new Lazy<byte[]>(() => document.For(release))),
            new Lazy<byte[]>(() => document.For(null)));
    }

    /// <summary>The answer to a cluster that runs a version.</summary>
    public ReadOnlyMemory<byte> For(ReleaseVersion version) => _known.GetValueOrDefault(version, _unknown).Value;
}
