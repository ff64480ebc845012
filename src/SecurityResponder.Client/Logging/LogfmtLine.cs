using System.Buffers;
using System.Globalization;
using System.Text;

namespace SecurityResponder.Client.Logging;

/// <summary>
/// A line in logfmt. Values can come from other systems (the name of a node, an answer), so they are quoted: a value cannot end the line,
/// start a new field or control the terminal.
/// </summary>
internal static class LogfmtLine
{
    // The characters that logrus writes without quotes.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/@^+");

    public static string Of(string time, string level, string message, List<KeyValuePair<string, object?>> fields)
    {
        var line = new StringBuilder().Append("time=\"").Append(time).Append("\" level=").Append(level).Append(" msg=");
        Quote(line, message);
        foreach (var (name, value) in fields)
        {
            line.Append(' ').Append(name).Append('=');
            Value(line, value);
        }

        return line.ToString();
    }

    private static void Value(StringBuilder line, object? value)
    {
        var text = value is bool boolean ? (boolean ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            line.Append(text);
        }
        else
        {
            Quote(line, text);
        }
    }

    private static void Quote(StringBuilder line, string text)
    {
        line.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => line.Append('\\').Append(c),
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ when !Printable.IsSafe(c) => line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => line.Append(c),
            };
        }

        line.Append('"');
    }
}
