using System.Globalization;
using System.Text;

namespace SecurityResponder.Text;

/// <summary>Makes text from outside safe to print: on one line, of limited length, without characters that control a terminal, are
/// invisible, or change the direction of text. All output of both programs for people and machines goes through this class.</summary>
public static class SafeText
{
    /// <summary>Characters of a line, unless a caller sets its own limit.</summary>
    public const int MaxLineLength = 200;

    /// <summary>Characters of a label value.</summary>
    public const int MaxLabelLength = 128;

    /// <summary>Characters of a quoted value, before escaping.</summary>
    public const int MaxQuotedLength = 4096;

    /// <summary>Characters of a cell, as in Excel.</summary>
    public const int MaxCellLength = 32_767;

    private const char Replacement = '?';
    private const char PageReplacement = '\ufffd';
    private const int MinLengthForNumber = 32;

    /// <summary>The text on one line for a terminal, a log or a document. Unsafe characters are replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">Limit of the result, in UTF-16 characters. Of a longer text the result ends with a mark such as
    /// <c>…(+12)</c>, which gives the number of characters that were cut.</param>
    /// <param name="replacement">Takes the place of each unsafe character.</param>
    /// <returns>The same instance when the text is safe and short enough.</returns>
    public static string Line(string text, int maxLength = MaxLineLength, char replacement = Replacement)
    {
        var unsafeAt = CharacterSafety.IndexOfUnsafe(text);
        if (unsafeAt < 0 && text.Length <= maxLength)
        {
            return text;
        }

        var line = new StringBuilder(Math.Min(text.Length, maxLength));
        var length = LengthWithin(text, maxLength);
        AppendReplaced(line, text.AsSpan(0, length), replacement);
        return length == text.Length ? line.ToString() : line.Append(CutMark(text.Length - length, maxLength)).ToString();
    }

    /// <summary>Text of a web page: unsafe characters become U+FFFD. The template encodes the result for HTML.</summary>
    public static string Page(string text) => Line(text, MaxCellLength, PageReplacement);

    /// <summary>The value of a label of an alert or a metric: a line of at most <see cref="MaxLabelLength"/> characters.</summary>
    public static string Label(string text) => Line(text, MaxLabelLength);

    /// <summary>A JSON document for people. Unsafe characters, which JSON allows in strings only, are escaped; line breaks between values
    /// stay.</summary>
    public static string Json(string document)
    {
        var text = new StringBuilder(document.Length);
        var rest = document.AsSpan();
        while (CharacterSafety.IndexOfUnsafe(rest) is var at and >= 0)
        {
            var length = rest[at] == '\n' ? 0 : CharacterSafety.LengthAt(rest, at);
            text.Append(rest[..at]);
            for (var i = at; i < at + length; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)rest[i]:x4}");
            }

            text.Append(length == 0 ? "\n" : "");
            rest = rest[(at + Math.Max(length, 1))..];
        }

        return text.Append(rest).ToString();
    }

    /// <summary>A cell of a CSV file (<see href="https://www.rfc-editor.org/rfc/rfc4180"/>). Unsafe characters become U+FFFD. A spreadsheet
    /// runs a cell that begins like a formula (CWE-1236), and in some countries a semicolon begins a cell: an apostrophe makes it
    /// text.</summary>
    public static string CsvCell(string text)
    {
        var cell = Page(text);
        for (var start = 0; start >= 0; start = cell.IndexOf(';', start) is var next and >= 0 ? next + 1 : -1)
        {
            if (cell.AsSpan(start).TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..])
            {
                cell = cell.Insert(start, "'");
            }
        }

        return cell.AsSpan().ContainsAny("\",;") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    /// <summary>Appends a value of a logfmt line in double quotes. Unsafe characters are escaped, so the value can be read back.</summary>
    public static void AppendLogfmt(StringBuilder line, string text) => QuotedText.Append(line, text, Quoting.Logfmt, MaxQuotedLength);

    /// <summary>Appends a JSON string. Text stays UTF-8, <c>+</c> is not escaped; half a surrogate pair becomes U+FFFD.</summary>
    public static void AppendJson(StringBuilder line, string text) => QuotedText.Append(line, text, Quoting.Json, MaxQuotedLength);

    /// <summary>A YAML scalar in double quotes (<see href="https://yaml.org/spec/1.2.2/#731-double-quoted-style"/>).</summary>
    public static string YamlScalar(string text)
    {
        var scalar = new StringBuilder(text.Length + 2);
        QuotedText.Append(scalar, text, Quoting.Yaml, MaxQuotedLength);
        return scalar.ToString();
    }

    /// <summary>How many characters of a text are printed before the mark, when the result may have a number of characters. Never splits
    /// a surrogate pair.</summary>
    internal static int LengthWithin(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text.Length;
        }

        // The mark with the whole length is at least as long as the one that is printed.
        var length = Math.Max(0, maxLength - CutMark(text.Length, maxLength).Length);
        return length > 0 && char.IsHighSurrogate(text[length - 1]) && char.IsLowSurrogate(text[length]) ? length - 1 : length;
    }

    /// <summary>The mark of a cut text, e.g. <c>…(+12)</c>; <c>…</c> where the limit leaves no room for a number.</summary>
    internal static string CutMark(int cut, int maxLength) =>
        maxLength >= MinLengthForNumber ? string.Create(CultureInfo.InvariantCulture, $"…(+{cut})") : maxLength > 0 ? "…" : "";

    private static void AppendReplaced(StringBuilder line, ReadOnlySpan<char> text, char replacement)
    {
        while (CharacterSafety.IndexOfUnsafe(text) is var at and >= 0)
        {
            line.Append(text[..at]).Append(replacement);
            text = text[(at + CharacterSafety.LengthAt(text, at))..];
        }

        line.Append(text);
    }
}
