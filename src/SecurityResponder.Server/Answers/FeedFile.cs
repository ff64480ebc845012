using System.Security.Cryptography;
using SecurityResponder.Files;
using SecurityResponder.Signatures;

namespace SecurityResponder.Server.Answers;

/// <summary>A feed in a file, with its signature in a second file. Symbolic links, as in a mounted ConfigMap, are followed at every
/// check.</summary>
internal sealed class FeedFile(string path, TimeProvider time) : IFeedSource
{
    // File timestamps have a resolution of milliseconds to 2 s (FAT): a recently written file can change again with the same timestamp.
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(3);

    private readonly string _signature = path + FeedDocument.SignatureSuffix;
    private (Stamp Feed, Stamp Signature)? _lastStamps;
    private byte[] _digest = [];

    public string Name => path;

    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    public Task<FeedReadResult> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Read());

    /// <summary>Checks the file now.</summary>
    public FeedReadResult Read()
    {
        try
        {
            // Read before the content, so that a change during the read is seen at the next check.
            var stamps = (Feed: Stamp.Of(path), Signature: Stamp.Of(_signature));
            if (stamps == _lastStamps)
            {
                return FeedReadResult.Unchanged.Instance;
            }

            if (stamps.Feed.Length > FeedDocument.MaxBytes)
            {
                return new FeedReadResult.Refused($"$: expected at most {FeedDocument.MaxBytes} bytes in all");
            }

            var read = ReadContent();
            var youngest = stamps.Feed.ChangedAt > stamps.Signature.ChangedAt ? stamps.Feed.ChangedAt : stamps.Signature.ChangedAt;
            _lastStamps = time.GetUtcNow() - youngest > SettleTime ? stamps : null;
            return read;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new FeedReadResult.Refused(exception.Message);
        }
    }

    private FeedReadResult ReadContent()
    {
        var bytes = RegularFile.Read(path, FeedDocument.MaxBytes);
        var signature = File.Exists(_signature) ? RegularFile.Read(_signature, DetachedSignature.MaxFileBytes) : null;
        byte[] digest = [.. SHA256.HashData(bytes), .. SHA256.HashData(signature ?? [])];
        if (digest.AsSpan().SequenceEqual(_digest))
        {
            return FeedReadResult.Unchanged.Instance;
        }

        _digest = digest;
        return FeedDocument.Read(path, bytes, signature);
    }

    /// <summary>The timestamp and size of a file, with links followed: they show a change without reading it.</summary>
    private readonly record struct Stamp(DateTime ChangedAt, long Length)
    {
        public static Stamp Of(string path)
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return default;
            }

            if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            {
                file = target;
            }

            return new Stamp(file.LastWriteTimeUtc, file.Length);
        }
    }
}
