using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>The payload: what leaves the cluster, and all that leaves it.</summary>
public static class Report
{
    // A value that a hostile API server made up must not blow up the payload; real ones are far shorter.
    private const int MaxValueLength = 256;

    /// <summary>Writes the report of a subject as UTF-8 JSON, in the order of <see cref="ReportField.All"/>.</summary>
    /// <param name="subject">What it speaks of.</param>
    /// <param name="indented">For reading by people; on the wire it is not.</param>
    public static ReadOnlyMemory<byte> ToJson(ReportInput subject, bool indented = false) => JsonBytes.Of(
        json =>
        {
            json.WriteStartObject();
            Write(json, subject, FieldLocation.Top);
            json.WriteStartObject("extraTagInfo");
            Write(json, subject, FieldLocation.Tag);
            json.WriteEndObject();
            json.WriteStartObject("extraFieldInfo");
            Write(json, subject, FieldLocation.Field);
            json.WriteEndObject();
            json.WriteEndObject();
        },
        indented);

    private static void Write(Utf8JsonWriter json, ReportInput subject, FieldLocation place)
    {
        foreach (var field in ReportField.All.Where(field => field.Place == place))
        {
            switch (field.ValueFor(subject))
            {
                case string text: json.WriteString(field.Name, text.AsSpan(0, Math.Min(text.Length, MaxValueLength))); break;
                case long number: json.WriteNumber(field.Name, number); break;
                case bool truth: json.WriteBoolean(field.Name, truth); break;
            }
        }
    }
}
