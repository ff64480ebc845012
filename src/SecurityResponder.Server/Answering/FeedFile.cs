using SecurityResponder.Feeds;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Answering;

/// <summary>A feed that was read from a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Document">What it says, word for word.</param>
/// <param name="Feed">What that means.</param>
internal sealed record FeedFile(string Path, Answer Document, Feed Feed)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="BadSettingsException">It is missing, unreadable or no feed; the message names file and place.</exception>
    public static FeedFile Read(string path)
    {
        try
        {
            return AnswerReader.Read(File.ReadAllBytes(path)) switch
            {
                AnswerRead.Readable readable => Of(path, readable.Answer),
                AnswerRead.Unreadable unreadable => throw new BadSettingsException($"feed {path}: {unreadable.Reason}"),
                var other => throw new InvalidOperationException($"feed {path}: {other}"),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingsException($"feed {path}: {e.Message}");
        }
    }

    /// <summary>A feed that is already a document.</summary>
    public static FeedFile Of(string path, Answer document) => new(path, document, Feed.FromAnswer(document));
}
