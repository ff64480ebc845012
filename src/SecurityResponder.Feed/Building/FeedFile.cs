using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Feeds;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Building;

/// <summary>Writes and reads feed files.</summary>
internal static class FeedFile
{
    private static readonly AnswerJsonContext Json = new(new JsonSerializerOptions(AnswerJsonContext.Default.Options)
    {
        // A version contains a plus sign, which the default encoder escapes.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The bytes of a feed: one release, advisory or source a line, so that a difference names them.</summary>
    /// <exception cref="InvalidSourceException">The client's reader does not accept the feed.</exception>
    public static byte[] ToBytes(Answer feed)
    {
        var text = new StringBuilder("{\n");
        text.Append("\"schemaVersion\":").Append(Encoded(feed.SchemaVersion)).Append(",\n");
        if (feed.Generated is { } generated)
        {
            text.Append("\"generated\":").Append(Encoded(generated)).Append(",\n");
        }

        AppendList(text, "support", feed.Support, Json.AnswerSupport).Append(",\n");
        AppendList(text, "versions", feed.Versions, Json.AnswerVersion).Append(",\n");
        AppendList(text, "advisories", feed.Advisories, Json.AnswerAdvisory).Append(",\n");
        AppendList(text, "sources", feed.Sources, Json.AnswerSource).Append("\n}\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        Parse(new SourceFile("the new feed", bytes));
        return bytes;
    }

    /// <summary>Writes a file, or leaves the old one as it is.</summary>
    /// <exception cref="InvalidSourceException">The file cannot be written.</exception>
    public static void Write(string path, byte[] bytes)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Deleting a file in a folder that does not exist is an error.
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            throw InvalidSourceException.Of(path, "the file cannot be written");
        }
    }

    /// <summary>The feed as the client reads it.</summary>
    /// <exception cref="InvalidSourceException">The file is no feed.</exception>
    public static Feeds.Feed Parse(SourceFile file)
    {
        var reader = new FeedReader();
        reader.Read(file.Bytes, isFinal: true);
        return reader.End() ?? throw file.Fault(null, $"{reader.Fault!.Expected} at {reader.Fault.Path}");
    }

    /// <summary>The document of a feed file, with summaries, references and sources.</summary>
    /// <exception cref="InvalidSourceException">The file is no feed.</exception>
    public static Answer ReadAnswer(SourceFile file)
    {
        Parse(file);
        return JsonSource.Read(file, AnswerJsonContext.Default.Answer, "a feed");
    }

    private static StringBuilder AppendList<T>(StringBuilder text, string name, IReadOnlyList<T?>? list, JsonTypeInfo<T> type)
        where T : class =>
        text.Append('"').Append(name).Append("\":[\n")
            .AppendJoin(",\n", (list ?? []).OfType<T>().Select(one => JsonSerializer.Serialize(one, type))).Append("\n]");

    private static string Encoded(string? text) => JsonSerializer.Serialize(text, Json.String);
}
