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
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        if (utf8.IsEmpty) return new AnswerRead.Unreadable("$", "a JSON object, found nothing");
        try
        {
            return Checked(JsonSerializer.Deserialize(utf8, AnswerJsonContext.Default.Answer));
        }
        catch (JsonException e)
        {
            return Unreadable(e);
        }
    }

    /// <summary>The same from a stream, read to its end; only the stream's own failures are thrown.</summary>
    public static AnswerRead Read(Stream utf8)
    {
        try
        {
            return Checked(JsonSerializer.Deserialize(utf8, AnswerJsonContext.Default.Answer));
        }
        catch (JsonException e)
        {
            return Unreadable(e);
        }
    }

    private static AnswerRead Checked(Answer? answer) => answer switch
    {
        null => new AnswerRead.Unreadable("$", "a JSON object"),
        { Versions: null } => new AnswerRead.Unreadable("$.versions", "a list of releases"),
        _ => new AnswerRead.Readable(answer),
    };

    // The exception's text is stripped from the native client and would name .NET types, so the expectation is said here.
    // An inner JsonException is the tokenizer's: the text is not JSON at all.
    private static AnswerRead.Unreadable Unreadable(JsonException e)
    {
        var path = Printable(e.Path ?? "$");
        return new AnswerRead.Unreadable(path, e.InnerException is JsonException ? "well-formed JSON" : ExpectedAt(path));
    }

    private static string ExpectedAt(string path)
    {
        if (path == "$") return "a JSON object";
        var key = path[(path.LastIndexOf('.') + 1)..];
        var isElement = key.EndsWith(']');
        if (isElement && key.IndexOf('[') is var bracket and > 0) key = key[..bracket];
        return key switch
        {
            "tags" or "aliases" or "goos" or "operating_systems" => isElement ? "text" : "a list",
            "severity" when path.Contains(".database_specific.", StringComparison.Ordinal) => "text",
            "versions" when path.Contains(".affected[", StringComparison.Ordinal) => isElement ? "text" : "a list",
            "versions" or "advisories" or "support" or "affected" or "references" or "ranges" or "custom_ranges" or "events"
                or "imports" or "vex" or "severity" => isElement ? "an object" : "a list",
            "extraInfo" or "components" or "package" or "ecosystem_specific" or "database_specific" => "an object",
            "requestIntervalInMinutes" => "a whole number",
            _ => "text",
        };
    }

    // A path can hold a key that the sender chose: it goes to a log, so it is kept short and on one line.
    private static string Printable(string path)
    {
        var kept = path.Length <= LongestPath ? path : path[..LongestPath];
        return string.Create(kept.Length, kept, static (text, source) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
        });
    }
}
