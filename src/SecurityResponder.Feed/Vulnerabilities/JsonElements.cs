using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecurityResponder.Feed.Vulnerabilities;

/// <summary>Reads documents of which only a few places matter. A place that is missing, or of another type, is empty.</summary>
internal static class JsonElements
{
    /// <summary>The element at a path of names.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }

        return element;
    }

    /// <summary>The elements of an array; none for other values.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>The text of a string; null for other values, and for text that is no valid Unicode.</summary>
    public static string? Text(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>JSON of sources that are read without a type of their own.</summary>
[JsonSerializable(typeof(JsonDocument))]
internal sealed partial class SourceJsonContext : JsonSerializerContext;
