using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>Reads the responder's answer, or a feed file, from UTF-8 JSON.</summary>
/// <remarks>Whatever the bytes, the outcome is a value. How many bytes there are is the caller's business.</remarks>
public static class AnswerReader
{
    private const int LongestPath = 200;

    // Each becomes an advisory. RKE2's 56 releases of two years list fewer than 3,000 in all.
    private const int MaxListedCves = 20_000;

    /// <summary>Reads a whole document; a byte order mark is allowed, unknown keys are skipped.</summary>
    public static AnswerReadResult Read(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (utf8.IsEmpty)
        {
            return new AnswerReadResult.Unreadable("$", "a JSON object, found nothing");
        }

        var reader = new WireReader(utf8);
        try
        {
            reader.Next();
            var answer = reader.Object<Answer>(AnswerFields.Answer);
            reader.Next(); // Nothing may stand behind it.
            return Checked(answer);
        }
        catch (WireFormatException exception)
        {
            return new AnswerReadResult.Unreadable(Printable(exception.Path), exception.Path == "$" ? "a JSON object" : exception.Expected);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is how Utf8JsonReader says that a string is no valid Unicode.
            return new AnswerReadResult.Unreadable(Printable(reader.Path), "well-formed JSON");
        }
    }

    private static AnswerReadResult Checked(Answer? answer) => answer switch
    {
        null => new AnswerReadResult.Unreadable("$", "a JSON object"),
        _ when !SchemaVersion.IsUnderstood(answer.SchemaVersion) => new AnswerReadResult.Unreadable("$.schemaVersion", SchemaVersion.Expected),
        { Versions: null } => new AnswerReadResult.Unreadable("$.versions", "a list of releases"),
        _ when ListedCves(answer.Versions) > MaxListedCves => new AnswerReadResult.Unreadable("$.versions", $"at most {MaxListedCves} ids in cves"),
        _ => new AnswerReadResult.Readable(answer),
    };

    private static int ListedCves(IReadOnlyList<AnswerVersion?> versions)
    {
        var count = 0;
        foreach (var version in versions)
        {
            count += version?.ExtraInfo?.Cves?.AsSpan().Count(',') + 1 ?? 0;
        }

        return count;
    }

    // A path can hold a key that the sender chose: it goes to a log, so it is kept short and on one line.
    internal static string Printable(string path) =>
        string.Create(Math.Min(path.Length, LongestPath), path, static (text, source) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
            }
        });
}
