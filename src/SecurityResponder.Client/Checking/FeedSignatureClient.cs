using SecurityResponder.Client.Settings;
using SecurityResponder.Signatures;

namespace SecurityResponder.Client.Checking;

/// <summary>Reads the signature beside a feed and verifies it. The old form (<c>.sig</c>) decides when it exists; otherwise the Sigstore
/// bundle (<c>.sigstore.json</c>) does.</summary>
/// <param name="feed">The location of the feed.</param>
/// <param name="key">The key that must have signed it.</param>
/// <param name="fetcher">Opens the signature.</param>
internal sealed class FeedSignatureClient(FeedPlace feed, VerificationKey key, FeedFetcher fetcher)
{
    private readonly FeedPlace _text = feed.Beside(DetachedSignature.TextSuffix);
    private readonly FeedPlace _bundle = feed.Beside(DetachedSignature.BundleSuffix);

    /// <summary>Verifies the feed.</summary>
    /// <param name="hash">The SHA-256 of the feed.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>Null when the key signed the feed; otherwise why it is not accepted.</returns>
    public async Task<CheckOutcome?> VerifyAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var (bytes, failure) = await ReadAsync(_text, cancellationToken);
        if (bytes is not null)
        {
            return DetachedSignature.FromText(bytes) is { } signature ? Verify(_text, hash, signature) : Foreign(_text);
        }

        // A mirror that does not answer may have the signature: the next run tries again.
        if (failure is not null)
        {
            return failure;
        }

        (bytes, failure) = await ReadAsync(_bundle, cancellationToken);
        return bytes is null
            ? failure ?? new Unreadable($"it is not signed: there is no {_text.Name} and no {_bundle.Name}")
            : VerifyBundle(hash, bytes);
    }

    private Unreadable? VerifyBundle(byte[] hash, byte[] bytes) => SignatureBundle.Read(bytes) switch
    {
        SignatureReadResult.Readable(var signature) => Verify(_bundle, hash, signature),
        SignatureReadResult.Unreadable(var reason) => new Unreadable($"{_bundle.Name}: {reason}"),
        var other => throw new InvalidOperationException(other.ToString()),
    };

    private Unreadable? Verify(FeedPlace place, byte[] hash, DetachedSignature signature) =>
        key.Verifies(hash, signature) ? null : Foreign(place);

    private static Unreadable Foreign(FeedPlace place) => new($"{place.Name} is not a signature of it with the configured key");

    // Both are null when the file does not exist.
    private async Task<(byte[]? Bytes, CheckOutcome? Failure)> ReadAsync(FeedPlace place, CancellationToken cancellationToken)
    {
        var outcome = await fetcher.OpenAsync(place, ReadStreamAsync, cancellationToken);
        return outcome switch
        {
            SignatureFile(var bytes) => (bytes, null),
            Unreachable when place.Address is null => (null, null),
            Rejected => (null, null),
            _ => (null, outcome),
        };
    }

    private static async Task<CheckOutcome> ReadStreamAsync(Stream stream, int attempt, CancellationToken cancellationToken)
    {
        // A longer file is cut here: it is no valid signature.
        var buffer = new byte[DetachedSignature.MaxFileBytes];
        return new SignatureFile(
            buffer[..await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)]);
    }

    private sealed record SignatureFile(byte[] Bytes) : CheckOutcome;
}
