using System.Security.Cryptography;
using SecurityResponder.Feed.Signing;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Feeds;
using SecurityResponder.Signatures;

namespace SecurityResponder.Feed.Images;

/// <summary>A feed and its signatures as files of an image.</summary>
/// <param name="Files">Name in the image, e.g. <c>feed.json</c>, and content.</param>
/// <param name="GeneratedAt">When the feed was generated, UTC.</param>
internal sealed record FeedFiles(IReadOnlyList<KeyValuePair<string, byte[]>> Files, DateTimeOffset GeneratedAt)
{
    private const string Name = "feed.json";

    /// <summary>Reads a feed and the signatures beside it.</summary>
    /// <param name="feed">The file.</param>
    /// <param name="key">The key that must have signed it; null for a feed that may be unsigned.</param>
    /// <exception cref="InvalidSourceException">A client would reject the feed.</exception>
    public static FeedFiles Read(string feed, VerificationKey? key)
    {
        var bytes = SigningFile.Read(feed, FeedBuffer.MaxBytes);
        var generatedAt = GeneratedTime(feed, bytes);
        if (key is not null)
        {
            FeedVerifier.Verify(feed, key);
        }

        List<KeyValuePair<string, byte[]>> files = [new(Name, bytes)];
        foreach (var file in FeedVerifier.Signatures(feed))
        {
            RequireSignatureOf(bytes, file);
            files.Add(new(Name + file[feed.Length..], SigningFile.Read(file, DetachedSignature.MaxFileBytes)));
        }

        return new FeedFiles(files, generatedAt);
    }

    private static DateTimeOffset GeneratedTime(string feed, byte[] bytes) => FeedBuffer.Read(bytes, out var fault) switch
    {
        null => throw InvalidSourceException.Of(feed, fault!),
        { GeneratedAt: { } time } => time,
        _ => throw InvalidSourceException.Of(feed, "$.generated: expected the time at which the feed was generated"),
    };

    // Without the key, only a bundle says which file it belongs to.
    private static void RequireSignatureOf(byte[] feed, string file)
    {
        if (FeedVerifier.Read(file).IsOfAnotherFile(SHA256.HashData(feed)))
        {
            throw InvalidSourceException.Of(file, "this is the signature of another feed");
        }
    }
}
