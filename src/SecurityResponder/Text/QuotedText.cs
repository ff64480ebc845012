using System.Buffers;
using System.Globalization;
using System.Text;

namespace SecurityResponder.Text;

/// <summary>The formats of a text in double quotes.</summary>
internal enum Quoting
{
    /// <summary>As logrus writes it: halves of surrogate pairs are escaped, too.</summary>
    Logfmt,

    /// <summary>JSON (RFC 8259).</summary>
    Json,

    /// <summary>YAML 1.2.</summary>
    Yaml,
}

/// <summary>Writes text in double quotes. The escapes of the three formats are the same but for characters above U+FFFF.</summary>
internal static class QuotedText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create("\"\\");

    /// <summary>Appends a text; beyond the limit, a mark with the number of characters that were cut.</summary>
    public static void Append(StringBuilder output, string text, Quoting quoting, int maxLength)
    {
        var length = SafeText.LengthWithin(text, maxLength);
        output.Append('"');
        for (var rest = text.AsSpan(0, length); rest.Length > 0;)
        {
            var plain = PlainLength(rest);
            output.Append(rest[..plain]);
            rest = rest[plain..];
            if (rest.Length > 0)
            {
                rest = rest[AppendEscape(output, rest, quoting)..];
            }
        }

        output.Append(length < text.Length ? SafeText.CutMark(text.Length - length, maxLength) : "").Append('"');
    }

    private static int PlainLength(ReadOnlySpan<char> text)
    {
        var quote = text.IndexOfAny(Escaped);
        var plain = quote < 0 ? text : text[..quote];
        var unsafeAt = CharacterSafety.IndexOfUnsafe(plain);
        return unsafeAt < 0 ? plain.Length : unsafeAt;
    }

    // Returns how many characters the escape stands for.
    private static int AppendEscape(StringBuilder output, ReadOnlySpan<char> text, Quoting quoting)
    {
        var length = CharacterSafety.LengthAt(text, 0);
        _ = text[0] switch
        {
            '"' or '\\' => output.Append('\\').Append(text[0]),
            '\n' => output.Append("\\n"),
            '\r' => output.Append("\\r"),
            '\t' => output.Append("\\t"),
            _ when length == 2 && quoting == Quoting.Yaml =>
                output.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(text[0], text[1]):x8}"),
            _ when length == 2 => output.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[0]:x4}\\u{(int)text[1]:x4}"),
            _ when char.IsSurrogate(text[0]) && quoting != Quoting.Logfmt => output.Append("\\ufffd"),
            _ => output.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[0]:x4}"),
        };
        return length;
    }
}
