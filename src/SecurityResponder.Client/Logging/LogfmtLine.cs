using System.Buffers;
using System.Globalization;
using System.Text;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Logging;

/// <summary>A log line in logfmt. No value can end the line, begin another field, or control a terminal.</summary>
internal static class LogfmtLine
{
    // The characters that logrus writes without quotes.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/@^+");

    public static string Of(string time, string level, string message, List<KeyValuePair<string, object?>> fields)
    {
        var line = new StringBuilder().Append("time=\"").Append(time).Append("\" level=").Append(level).Append(" msg=");
        SafeText.AppendLogfmt(line, message);
        foreach (var (name, value) in fields)
        {
            line.Append(' ').Append(name).Append('=');
            Append(line, value);
        }

        return line.ToString();
    }

    private static void Append(StringBuilder line, object? value)
    {
        var text = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (text.Length is > 0 and <= SafeText.MaxQuotedLength && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            line.Append(text);
        }
        else
        {
            SafeText.AppendLogfmt(line, text);
        }
    }
}
