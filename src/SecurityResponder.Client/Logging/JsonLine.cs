using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SecurityResponder.Client.Logging;

/// <summary>A line of JSON.</summary>
internal static class JsonLine
{
    public static string Of(string time, string level, string message, List<KeyValuePair<string, object?>> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", time);
            json.WriteString("level", level);
            json.WriteString("msg", message);
            foreach (var (name, value) in fields)
            {
                Write(json, name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case bool boolean: json.WriteBoolean(name, boolean); break;
            default: json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
