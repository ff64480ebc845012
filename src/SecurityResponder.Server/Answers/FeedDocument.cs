using SecurityResponder.Feeds;
using SecurityResponder.Protocol;

namespace SecurityResponder.Server.Answers;

/// <summary>A feed that has been read.</summary>
/// <param name="Source">The path or URL of the feed.</param>
/// <param name="Bytes">The bytes as received; the signature covers these.</param>
/// <param name="Signature">The detached signature; null when there is none. It is passed on, not verified.</param>
/// <param name="Document">The JSON document.</param>
/// <param name="Feed">The parsed feed.</param>
internal sealed record FeedDocument(string Source, byte[] Bytes, byte[]? Signature, Answer Document, Feed Feed)
{
    /// <summary>The longest feed that clients accept.</summary>
    public const int MaxBytes = FeedBuffer.MaxBytes;

    // More than a client reads, which leaves out summaries and references.
    private const int MaxParts = 3 * AnswerReader.MaxParts;

    /// <summary>The suffix of the signature's file name or URL.</summary>
    public const string SignatureSuffix = ".sig";

    /// <summary>Parses a feed. First it is read as clients read a feed, then as clients read an answer: what either refuses is
    /// refused.</summary>
    /// <returns><see cref="FeedReadResult.Readable"/>, or <see cref="FeedReadResult.Refused"/> with the place in the JSON.</returns>
    public static FeedReadResult Read(string source, byte[] bytes, byte[]? signature = null)
    {
        if (FeedBuffer.Read(bytes, out var fault) is null)
        {
            return new FeedReadResult.Refused(fault!);
        }

        return AnswerReader.Read(bytes, MaxParts) switch
        {
            AnswerReadResult.Readable { Answer: var document } =>
                new FeedReadResult.Readable(new FeedDocument(source, bytes, signature, document, Feed.FromAnswer(document))),
            AnswerReadResult.Unreadable unreadable => new FeedReadResult.Refused(unreadable.Reason),
            var other => throw new InvalidOperationException($"feed {source}: {other}"),
        };
    }
}
