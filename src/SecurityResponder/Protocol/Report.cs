using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>The payload: all that leaves the cluster.</summary>
public static class Report
{
    // Limits the payload in case of a hostile API server; real values are far shorter.
    private const int MaxValueLength = 256;

    /// <summary>Writes the report of a subject as UTF-8 JSON, in the order of <see cref="ReportField.All"/>.</summary>
    /// <param name="subject">The cluster and the settings of the report.</param>
    /// <param name="indented">Indented for people; not on the wire.</param>
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
                case bool flag: json.WriteBoolean(field.Name, flag); break;
            }
        }
    }
}
