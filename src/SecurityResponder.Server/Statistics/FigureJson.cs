using System.Text.Encodings.Web;
using System.Text.Json;

namespace SecurityResponder.Server.Statistics;

/// <summary>Writes a sheet as JSON, with its window, its filters and its precision.</summary>
internal static class FigureJson
{
    /// <summary>Writes an object; its <c>rows</c> contain numbers, and <c>"&lt;5"</c> where the number is not published.</summary>
    public static byte[] Write(FigureSheet sheet, FigureSet figures, Precision precision)
    {
        using var stream = new MemoryStream();
        // Safe, because it is sent as application/json and is not part of a page.
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("name", sheet.Name);
            json.WriteNumber("windowDays", figures.Query.Days);
            json.WriteString("countedAt", figures.At.UtcDateTime);
            json.WriteBoolean("isDevelopment", figures.Query.IsDevelopment);
            json.WriteBoolean("isRounded", !precision.IsExact);
            json.WriteStartObject("filters");
            foreach (var (name, value) in figures.Query.Values)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WritePropertyName("total");
            Write(json, figures.Total);
            json.WriteStartArray("rows");
            foreach (var row in sheet.Rows)
            {
                Write(json, sheet.Columns, row);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<string> columns, object?[] row)
    {
        json.WriteStartObject();
        for (var i = 0; i < columns.Count; i++)
        {
            json.WritePropertyName(columns[i]);
            Write(json, row[i]);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case Figure { Clusters: { } clusters }: json.WriteNumberValue(clusters); break;
            case Figure figure: json.WriteStringValue(figure.Bare); break;
            case int number: json.WriteNumberValue(number); break;
            case bool isTrue: json.WriteBooleanValue(isTrue); break;
            case string text: json.WriteStringValue(text); break;
            default: json.WriteNullValue(); break;
        }
    }
}
