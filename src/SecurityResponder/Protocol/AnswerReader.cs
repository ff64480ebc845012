using System.Text.Json;
using SecurityResponder.Text;

namespace SecurityResponder.Protocol;

/// <summary>Parses a responder's answer or a feed file from UTF-8 JSON.</summary>
/// <remarks>Invalid bytes lead to <see cref="AnswerReadResult.Unreadable"/>, not to an exception. The caller limits the length.</remarks>
public static class AnswerReader
{
    // Each becomes an advisory. RKE2's 56 releases of two years list fewer than 3,000 ids in all.
    private const int MaxListedCves = 20_000;

    /// <summary>Reads a whole document; a byte order mark is allowed, unknown keys are ignored.</summary>
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
            reader.Next(); // Nothing may follow.
            return Checked(answer);
        }
        catch (WireFormatException exception)
        {
            // A path can contain a key that the sender chose.
            return new AnswerReadResult.Unreadable(
                SafeText.Line(exception.Path), exception.Path == "$" ? "a JSON object" : exception.Expected);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader throws InvalidOperationException for a string that is not valid Unicode.
            return new AnswerReadResult.Unreadable(SafeText.Line(reader.Path), "well-formed JSON");
        }
    }

    private static AnswerReadResult Checked(Answer? answer) => answer switch
    {
        null => new AnswerReadResult.Unreadable("$", "a JSON object"),
        _ when !SchemaVersion.IsSupported(answer.SchemaVersion) =>
            new AnswerReadResult.Unreadable("$.schemaVersion", SchemaVersion.Expected),
        { Versions: null } => new AnswerReadResult.Unreadable("$.versions", "a list of releases"),
        _ when ListedCves(answer.Versions) > MaxListedCves =>
            new AnswerReadResult.Unreadable("$.versions", $"at most {MaxListedCves} ids in cves"),
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
}
