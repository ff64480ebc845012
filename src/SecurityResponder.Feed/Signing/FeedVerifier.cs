using System.Security.Cryptography;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Feeds;
using SecurityResponder.Signatures;

namespace SecurityResponder.Feed.Signing;

/// <summary>Verifies the signatures beside a feed. It is stricter than a client, which reads one of them only: each that exists must be
/// valid, because another version of the client may read the other one.</summary>
internal static class FeedVerifier
{
    /// <summary>The signature files that exist beside a feed, the one that clients read first before the other.</summary>
    public static IReadOnlyList<string> Signatures(string feed) =>
        [.. new[] { feed + DetachedSignature.TextSuffix, feed + DetachedSignature.BundleSuffix }.Where(File.Exists)];

    /// <summary>Reads a public key.</summary>
    /// <exception cref="InvalidSourceException">The file is no such key.</exception>
    public static VerificationKey ReadKey(string file)
    {
        try
        {
            return VerificationKey.Parse(SigningFile.ReadText(file));
        }
        catch (FormatException exception)
        {
            throw InvalidSourceException.Of(file, $"the key {exception.Message}");
        }
    }

    /// <summary>Verifies all signatures of a feed.</summary>
    /// <returns>The signature files; never empty.</returns>
    /// <exception cref="InvalidSourceException">There is none, or one is not valid.</exception>
    public static IReadOnlyList<string> Verify(string feed, VerificationKey key)
    {
        var sha256 = SHA256.HashData(SigningFile.Read(feed, FeedBuffer.MaxBytes));
        var files = Signatures(feed);
        if (files.Count == 0)
        {
            throw InvalidSourceException.Of(feed, $"it is not signed: expected {feed}{DetachedSignature.TextSuffix}");
        }

        foreach (var file in files)
        {
            Verify(file, feed, sha256, key);
        }

        return files;
    }

    private static void Verify(string file, string feed, byte[] sha256, VerificationKey key)
    {
        var signature = Read(file);
        if (signature.IsOfAnotherFile(sha256))
        {
            throw InvalidSourceException.Of(file, $"this is the signature of another file than {feed}");
        }

        if (!key.Verifies(sha256, signature))
        {
            throw InvalidSourceException.Of(file, $"this is not a signature of {feed} with this key");
        }
    }

    /// <summary>Reads a signature in either form.</summary>
    /// <exception cref="InvalidSourceException">The file holds no signature.</exception>
    public static DetachedSignature Read(string file)
    {
        var bytes = SigningFile.Read(file, DetachedSignature.MaxFileBytes);
        if (!file.EndsWith(DetachedSignature.BundleSuffix, StringComparison.Ordinal))
        {
            return DetachedSignature.FromText(bytes) ?? throw InvalidSourceException.Of(file, "expected a signature in base64 on one line");
        }

        return SignatureBundle.Read(bytes) switch
        {
            SignatureReadResult.Readable(var signature) => signature,
            SignatureReadResult.Unreadable(var reason) => throw InvalidSourceException.Of(file, reason),
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }
}
