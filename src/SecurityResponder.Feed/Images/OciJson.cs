using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityResponder.Feed.Images;

/// <summary>The JSON documents of an image. They are changed in place, so that keys which this program does not know stay.</summary>
internal static class OciJson
{
    private const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    // A media type contains a plus sign, which would be escaped otherwise.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a document.</summary>
    /// <returns>Null when it is not a JSON object.</returns>
    public static JsonObject? TryParse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a document without white space; the same bytes for the same document.</summary>
    public static byte[] ToBytes(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Compact))
        {
            node.WriteTo(writer);
        }

        return stream.ToArray();
    }

    /// <summary>The text of a key; null when there is none.</summary>
    public static string? Text(JsonNode? node, string key) =>
        node is JsonObject entries && entries[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The whole number of a key; null when there is none.</summary>
    public static long? Number(JsonNode? node, string key) =>
        node is JsonObject entries && entries[key] is JsonValue value && value.TryGetValue(out long number) ? number : null;

    /// <summary>The object of a key; null when there is none.</summary>
    public static JsonObject? Object(JsonNode? node, string key) => (node as JsonObject)?[key] as JsonObject;

    /// <summary>The list of a key; null when there is none.</summary>
    public static JsonArray? List(JsonNode? node, string key) => (node as JsonObject)?[key] as JsonArray;

    /// <summary>Sets the annotations of a document and keeps the other ones.</summary>
    public static void Annotate(JsonObject node, IEnumerable<KeyValuePair<string, string>> annotations)
    {
        var all = Object(node, "annotations") ?? [];
        if (all.Parent is null)
        {
            node["annotations"] = all;
        }

        foreach (var (name, value) in annotations)
        {
            all[name] = value;
        }
    }
}
