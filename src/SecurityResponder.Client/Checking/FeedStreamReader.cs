using System.Security.Cryptography;
using SecurityResponder.Feeds;

namespace SecurityResponder.Client.Checking;

/// <summary>Reads a feed from a stream and computes its SHA-256 on the way: the signature is checked for exactly the bytes that were read,
/// and the feed is never held in memory as a whole.</summary>
internal sealed class FeedStreamReader
{
    /// <summary>The SHA-256 of the last feed.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Reads to the end or to the first error.</summary>
    /// <exception cref="IOException">The stream ends early.</exception>
    public async Task<CheckOutcome> ReadAsync(Stream stream, int attempt, CancellationToken cancellationToken)
    {
        using var buffer = new FeedBuffer();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (!buffer.IsDone)
        {
            var count = await stream.ReadAsync(buffer.Free, cancellationToken);
            hash.AppendData(buffer.Free.Span[..count]);
            buffer.Advance(count);
        }

        Hash = hash.GetHashAndReset();
        return buffer.End() is { } feed ? new Answered(feed, null, attempt) : new Unreadable(buffer.Fault!);
    }
}
