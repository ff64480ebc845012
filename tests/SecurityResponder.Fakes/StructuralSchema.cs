using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityResponder.Fakes;

/// <summary>Validates objects with the subset of structural schemas that the chart's CustomResourceDefinition uses.</summary>
/// <param name="schema"><c>openAPIV3Schema</c> as JSON; null to accept everything.</param>
public sealed class StructuralSchema(JsonObject? schema)
{
    /// <summary>Returns the first error; null for a valid object. An unknown field is an error here; a real server
    /// drops it without an error.</summary>
    public string? FaultOf(JsonObject applied)
    {
        var specific = applied.DeepClone().AsObject();
        foreach (var common in (string[])["apiVersion", "kind", "metadata"])
        {
            specific.Remove(common);
        }

        return schema is null ? null : Fault("", specific, schema);
    }

    private static string? Fault(string path, JsonNode? value, JsonObject schema) => schema["type"]!.GetValue<string>() switch
    {
        "object" => value is JsonObject o ? ObjectFault(path, o, schema) : $"{path}: must be an object",
        "array" => value is JsonArray list ? ListFault(path, list, schema) : $"{path}: must be an array",
        "string" => value?.GetValueKind() == JsonValueKind.String
            ? TextFault(path, value.GetValue<string>(), schema)
            : $"{path}: must be a string",
        "integer" => value?.GetValueKind() == JsonValueKind.Number && long.TryParse(value.ToJsonString(), out var number)
            ? number < (schema["minimum"]?.GetValue<long>() ?? long.MinValue) ? $"{path}: too small" : null
            : $"{path}: must be an integer",
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? null : $"{path}: must be a boolean",
        var type => $"{path}: the fake knows no type {type}",
    };

    private static string? ObjectFault(string path, JsonObject value, JsonObject schema)
    {
        var properties = schema["properties"]?.AsObject() ?? [];
        return value.Where(pair => !properties.ContainsKey(pair.Key)).Select(pair => $"{path}.{pair.Key}: unknown field")
            .Concat((schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>())
                .Where(name => !value.ContainsKey(name)).Select(name => $"{path}.{name}: Required value"))
            .Concat(value.Where(pair => properties.ContainsKey(pair.Key) && !IsCommon(path, pair.Key))
                .Select(pair => Fault($"{path}.{pair.Key}", pair.Value, properties[pair.Key]!.AsObject())).OfType<string>())
            .FirstOrDefault();
    }

    private static bool IsCommon(string path, string key) => path == "" && key is "apiVersion" or "kind" or "metadata";

    private static string? ListFault(string path, JsonArray list, JsonObject schema) =>
        list.Count > (schema["maxItems"]?.GetValue<int>() ?? int.MaxValue) ? $"{path}: Too many: {list.Count}"
        : list.Select((item, index) => Fault($"{path}[{index}]", item, schema["items"]!.AsObject())).OfType<string>().FirstOrDefault();

    private static string? TextFault(string path, string text, JsonObject schema) =>
        text.Length > (schema["maxLength"]?.GetValue<int>() ?? int.MaxValue) ? $"{path}: Too long: {text.Length}"
        : schema["enum"] is JsonArray words && !words.Any(word => word!.GetValue<string>() == text) ? $"{path}: Unsupported value: {text}"
        : schema["pattern"] is { } pattern && !Regex.IsMatch(text, pattern.GetValue<string>()) ? $"{path}: should match {pattern}"
        : schema["format"]?.GetValue<string>() == "date-time" && !IsInstant(text) ? $"{path}: must be of type date-time"
        : null;

    private static bool IsInstant(string text) => DateTimeOffset.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
