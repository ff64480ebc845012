using System.Security.Cryptography;

namespace SecurityResponder.Server.Answers;

/// <summary>A feed in a file, its signature beside it. A mounted ConfigMap is one too: its symbolic links are followed at every look.</summary>
internal sealed class FeedFile(string path, TimeProvider time) : IFeedSource
{
    // File systems tell time in ticks of some milliseconds (FAT: 2 s). A file that young may change again and keep its stamp.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    private readonly string _signature = path + FeedDocument.SignatureSuffix;
    private (Stamp Feed, Stamp Signature)? _seen;
    private byte[] _digest = [];

    public string Name => path;

    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    public Task<FeedReadResult> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Read());

    /// <summary>Looks at once.</summary>
    public FeedReadResult Read()
    {
        try
        {
            // Before the content: what changes while it is read is seen at the next look.
            var stamps = (Feed: Stamp.Of(path), Signature: Stamp.Of(_signature));
            if (stamps == _seen)
            {
                return FeedReadResult.Unchanged.Instance;
            }

            if (stamps.Feed.Length > FeedDocument.LargestBytes)
            {
                return new FeedReadResult.Refused($"$: expected at most {FeedDocument.LargestBytes} bytes in all");
            }

            var read = ReadContent();
            var youngest = stamps.Feed.ChangedAt > stamps.Signature.ChangedAt ? stamps.Feed.ChangedAt : stamps.Signature.ChangedAt;
            _seen = time.GetUtcNow() - youngest > Settled ? stamps : null;
            return read;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new FeedReadResult.Refused(exception.Message);
        }
    }

    private FeedReadResult ReadContent()
    {
        var bytes = File.ReadAllBytes(path);
        var signed = File.Exists(_signature) ? File.ReadAllBytes(_signature) : null;
        byte[] found = [.. SHA256.HashData(bytes), .. SHA256.HashData(signed ?? [])];
        if (found.AsSpan().SequenceEqual(_digest))
        {
            return FeedReadResult.Unchanged.Instance;
        }

        _digest = found;
        return FeedDocument.Read(path, bytes, signed);
    }

    /// <summary>What tells that a file is another one without reading it; links are followed.</summary>
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
