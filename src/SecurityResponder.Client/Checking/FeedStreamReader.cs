using System.Buffers;
using System.Security.Cryptography;
using SecurityResponder.Feeds;

namespace SecurityResponder.Client.Checking;

/// <summary>Reads a stream into a <see cref="FeedReader"/> through one small buffer and computes the SHA-256 of the same bytes, so that a
/// large feed is never in memory as a whole.</summary>
internal sealed class FeedStreamReader
{
    private const int FirstBufferBytes = 64 << 10;

    // The full history of RKE2's components takes 1 MB.
    private const int MaxBytes = 32 << 20;

    /// <summary>The SHA-256 of the bytes that were read last.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Reads to the end or to the first error.</summary>
    /// <exception cref="IOException">The stream ends early.</exception>
    public async Task<CheckOutcome> ReadAsync(Stream stream, int attempt, CancellationToken cancellationToken)
    {
        var reader = new FeedReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        int start = 0, end = 0, total = 0;
        while (reader.Fault is null)
        {
            if (end == buffer.Length)
            {
                buffer = MakeRoom(buffer, ref start, ref end, reader);
            }

            var count = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            hash.AppendData(buffer, end, count);
            end += count;
            total += count;
            if (total > MaxBytes)
            {
                reader.Refuse("$", $"at most {MaxBytes} bytes in all");
            }

            start += reader.Read(buffer.AsSpan(start, end - start), isFinal: count == 0);
            if (count == 0)
            {
                break;
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
        Hash = hash.GetHashAndReset();
        return reader.End() is { } feed ? new Answered(feed, null, attempt) : new Unreadable(reader.Fault!.Reason);
    }

    private static byte[] MakeRoom(byte[] buffer, ref int start, ref int end, FeedReader reader)
    {
        var unread = buffer.AsSpan(start, end - start);
        var target = buffer;
        if (start < buffer.Length / 2)
        {
            if (buffer.Length >= FeedReader.LongestEntry)
            {
                reader.Refuse(reader.Path, $"at most {FeedReader.LongestEntry} bytes in one entry");
            }

            target = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        }

        unread.CopyTo(target);
        (start, end) = (0, unread.Length);
        if (target != buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return target;
    }
}
