using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>Reads the responder's answer, or a feed file, from UTF-8 JSON.</summary>
/// <remarks>Whatever the bytes, the outcome is a value. How many bytes there are is the caller's business.</remarks>
public static class AnswerReader
{
    private const int LongestPath = 200;

    /// <summary>Reads a whole document; a byte order mark is allowed, unknown keys are skipped.</summary>
    public static AnswerRead Read(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (utf8.IsEmpty)
        {
            return new AnswerRead.Unreadable("$", "a JSON object, found nothing");
        }

        var reader = new WireReader(utf8);
        try
        {
            reader.Start();
            var answer = reader.Object<Answer>(AnswerFields.Answer);
            reader.End();
            return Checked(answer);
        }
        catch (WireException exception)
        {
            return new AnswerRead.Unreadable(Printable(exception.Path), exception.Path == "$" ? "a JSON object" : exception.Expected);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is how Utf8JsonReader says that a string is no valid Unicode.
            return new AnswerRead.Unreadable(Printable(reader.Path), "well-formed JSON");
        }
    }

    /// <summary>The same from a stream, read to its end; only the stream's own failures are thrown.</summary>
    public static AnswerRead Read(Stream utf8)
    {
        var bytes = new MemoryStream();
        utf8.CopyTo(bytes);
        return Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static AnswerRead Checked(Answer? answer) => answer switch
    {
        null => new AnswerRead.Unreadable("$", "a JSON object"),
        { Versions: null } => new AnswerRead.Unreadable("$.versions", "a list of releases"),
        _ => new AnswerRead.Readable(answer),
    };

    // A path can hold a key that the sender chose: it goes to a log, so it is kept short and on one line.
    private static string Printable(string path) =>
        string.Create(Math.Min(path.Length, LongestPath), path, static (text, source) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
            }
        });
}
