using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Feeds;
using SecurityResponder.Signatures;

namespace SecurityResponder.Feed.Signing;

/// <summary>Signs a feed and writes both forms of the signature beside it.</summary>
internal static class FeedSigner
{
    /// <summary>Signs a file.</summary>
    /// <param name="feed">The file.</param>
    /// <param name="key">The private key, on P-256.</param>
    /// <returns>The files that were written.</returns>
    public static IReadOnlyList<string> Sign(string feed, ECDsa key)
    {
        var sha256 = SHA256.HashData(SigningFile.Read(feed, FeedBuffer.MaxBytes));
        var signature = new DetachedSignature(key.SignHash(sha256, DSASignatureFormat.Rfc3279DerSequence));
        using var publicKey = VerificationKey.Parse(key.ExportSubjectPublicKeyInfoPem());

        // The form that clients read first is written last: from then on, they accept the feed.
        var bundle = feed + DetachedSignature.BundleSuffix;
        var text = feed + DetachedSignature.TextSuffix;
        SigningFile.Write(bundle, SignatureBundle.Write(signature, sha256, publicKey.Hint));
        SigningFile.Write(text, Encoding.ASCII.GetBytes(signature.Text));
        return [text, bundle];
    }
}
