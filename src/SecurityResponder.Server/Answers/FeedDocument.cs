using SecurityResponder.Feeds;
using SecurityResponder.Protocol;

namespace SecurityResponder.Server.Answers;

/// <summary>A feed that was read.</summary>
/// <param name="Source">The file or the address it came from.</param>
/// <param name="Bytes">As they came: a signature speaks of these.</param>
/// <param name="Signature">The detached signature that lay beside it; null when there was none. It is handed on, not judged here.</param>
/// <param name="Document">What it says, word for word.</param>
/// <param name="Feed">What that means.</param>
internal sealed record FeedDocument(string Source, byte[] Bytes, byte[]? Signature, Answer Document, Feed Feed)
{
    /// <summary>The longest feed that clients accept.</summary>
    public const int LargestBytes = FeedBuffer.MaxBytes;

    /// <summary>What the name of a signature adds to the feed's.</summary>
    public const string SignatureSuffix = ".sig";

    /// <summary>Parses a feed. First it is read as clients read a feed, then as clients read an answer: what either refuses is refused.</summary>
    /// <returns><see cref="FeedReadResult.Readable"/>, or <see cref="FeedReadResult.Refused"/> with the place in the JSON.</returns>
    public static FeedReadResult Read(string source, byte[] bytes, byte[]? signature = null)
    {
        if (FeedBuffer.Read(bytes, out var fault) is null)
        {
            return new FeedReadResult.Refused(fault!);
        }

        return AnswerReader.Read(bytes) switch
        {
            AnswerReadResult.Readable { Answer: var document } =>
                new FeedReadResult.Readable(new FeedDocument(source, bytes, signature, document, Feed.FromAnswer(document))),
            AnswerReadResult.Unreadable unreadable => new FeedReadResult.Refused(unreadable.Reason),
            var other => throw new InvalidOperationException($"feed {source}: {other}"),
        };
    }
}
