using System.Globalization;
using System.Text;

namespace SecurityResponder.Client.Kubernetes.Kubeconfigs;

/// <summary>Quoted scalars: <c>'it''s'</c> and <c>"two\nlines"</c>
/// (<see href="https://yaml.org/spec/1.2.2/#73-flow-scalar-styles"/>).</summary>
internal static class YamlQuote
{
    // Each escape and, at the same place below it, what it stands for.
    private const string Escapes = "0abt\tnvfre \"/\\N_LP";
    private const string Meanings = "\0\a\b\t\t\n\v\f\r\u001b \"/\\\u0085\u00a0\u2028\u2029";

    /// <summary>Where the quoted text ends that begins at <paramref name="start"/>.</summary>
    /// <returns>The index behind its closing quote; -1 when it is not closed.</returns>
    public static int End(string text, int start)
    {
        var quote = text[start];
        var i = start + 1;
        while (i < text.Length)
        {
            var isPair = quote == '"' ? text[i] == '\\' : text[i] == quote && i + 1 < text.Length && text[i + 1] == quote;
            if (text[i] == quote && !isPair)
            {
                return i + 1;
            }

            i += isPair ? 2 : 1;
        }

        return -1;
    }

    /// <summary>What a text with its quotes says.</summary>
    /// <exception cref="FormatException">An escape is unknown, the quote is not closed, or something stands behind it.</exception>
    public static string Text(string quoted, YamlLine line)
    {
        var end = End(quoted, 0);
        if (end != quoted.Length)
        {
            throw line.Fault(end < 0 ? "has a quote that is not closed" : "has something behind a closing quote");
        }

        var inner = quoted[1..^1];
        return quoted[0] == '"' ? Unescape(inner, line) : inner.Replace("''", "'", StringComparison.Ordinal);
    }

    private static string Unescape(string text, YamlLine line)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            var escape = text[++i];
            var digits = escape switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            result.Append(digits > 0 ? CodePoint(text.AsSpan(i + 1), digits, line) : Meaning(escape, line));
            i += digits;
        }

        return result.ToString();
    }

    private static string Meaning(char escape, YamlLine line) => Escapes.IndexOf(escape, StringComparison.Ordinal) is >= 0 and var at
        ? Meanings[at].ToString()
        : throw line.Fault($"has the escape \\{escape}, which YAML does not know");

    private static string CodePoint(ReadOnlySpan<char> text, int digits, YamlLine line) =>
        text.Length >= digits
        && int.TryParse(text[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        && Rune.IsValid(value)
            ? new Rune(value).ToString()
            : throw line.Fault("has an escape that names no character");
}
