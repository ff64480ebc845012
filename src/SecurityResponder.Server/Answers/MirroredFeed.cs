using System.Security.Cryptography;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Answers;

/// <summary>The feed for mirrors, byte for byte, so that its signature stays valid.</summary>
internal sealed class MirroredFeed(FeedDocument feed)
{
    private readonly string _digest = Convert.ToHexStringLower(SHA256.HashData(feed.Bytes));

    /// <summary>The feed.</summary>
    public CachedBody Body { get; } = new(() => feed.Bytes);

    /// <summary>The detached signature; null when there is none.</summary>
    public byte[]? Signature => feed.Signature;

    /// <summary>The strong ETag of the feed in a coding, with quotes; each coding has its own
    /// (<see href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.3"/>).</summary>
    public string ETag(ContentCoding coding) => coding.Name() is { } name ? $"\"{_digest}-{name}\"" : $"\"{_digest}\"";
}
