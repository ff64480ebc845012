using System.Globalization;
using System.Text;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Logging;

/// <summary>A log line as a JSON object.</summary>
internal static class JsonLine
{
    public static string Of(string time, string level, string message, List<KeyValuePair<string, object?>> fields)
    {
        var line = new StringBuilder("{\"time\":");
        SafeText.AppendJson(line, time);
        SafeText.AppendJson(line.Append(",\"level\":"), level);
        SafeText.AppendJson(line.Append(",\"msg\":"), message);
        foreach (var (name, value) in fields)
        {
            SafeText.AppendJson(line.Append(','), name);
            Append(line.Append(':'), value);
        }

        return line.Append('}').ToString();
    }

    private static void Append(StringBuilder line, object? value)
    {
        switch (value)
        {
            case int or long: line.Append(CultureInfo.InvariantCulture, $"{value}"); break;
            case bool flag: line.Append(flag ? "true" : "false"); break;
            default: SafeText.AppendJson(line, Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""); break;
        }
    }
}
