using System.Text.Json;
using SecurityResponder.Text;

namespace SecurityResponder.Protocol;

/// <summary>Parses a responder's answer or a feed file from UTF-8 JSON.</summary>
/// <remarks>Invalid bytes lead to <see cref="AnswerReadResult.Unreadable"/>, not to an exception. The caller limits the length.</remarks>
public static class AnswerReader
{
    /// <summary>The parts of a document: list elements, names of components, and each 200 bytes of text; a release counts as three, and so
    /// does a CVE id on it. They take 16 MB. The history of all of RKE2's components has about 4,000.</summary>
    public const int MaxParts = 40_000;

    /// <summary>Reads a whole document; a byte order mark is allowed, unknown keys are ignored.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="maxParts">The parts that it may have.</param>
    public static AnswerReadResult Read(ReadOnlySpan<byte> utf8, int maxParts = MaxParts)
    {
        utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (utf8.IsEmpty)
        {
            return new AnswerReadResult.Unreadable("$", "a JSON object, found nothing");
        }

        var reader = new WireReader(utf8, maxParts: maxParts);
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
        _ => new AnswerReadResult.Readable(answer),
    };
}
