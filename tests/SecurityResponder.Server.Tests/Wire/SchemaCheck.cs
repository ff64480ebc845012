using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary>Holds JSON against a schema of the document: as much of <see href="https://json-schema.org/draft/2020-12">JSON Schema</see> as
/// is used there.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    /// <summary>What a reference points at; null when nothing is there.</summary>
    public JsonNode? Find(string reference) =>
        reference[2..].Split('/').Aggregate((JsonNode?)document, (node, step) => node is JsonObject owner ? owner[step] : null);

    /// <summary>Where a value is not what the schema says.</summary>
    public IEnumerable<string> Faults(JsonNode? value, JsonNode schema, string place = "$")
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            return Faults(value, Find(reference)!, place);
        }

        if (schema["anyOf"] is JsonArray choices)
        {
            return choices.Any(choice => !Faults(value, choice!, place).Any())
                ? []
                : [$"{place}: none of {choices.Count} choices: {value?.ToJsonString()}"];
        }

        return [.. Own(value, schema).Select(fault => $"{place}: {fault}, found {value?.ToJsonString() ?? "null"}"),
            .. Inner(value, schema, place)];
    }

    private static IEnumerable<string> Own(JsonNode? value, JsonNode schema)
    {
        if (Words(schema["type"]) is { Count: > 0 } types && !TypesOf(value).Any(types.Contains))
        {
            yield return string.Join(" or ", types);
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
        {
            yield return allowed.ToJsonString();
        }

        if ((string?)schema["pattern"] is { } pattern && value?.GetValueKind() == JsonValueKind.String
            && !Regex.IsMatch(value.ToString(), pattern))
        {
            yield return pattern;
        }

        foreach (var required in value is JsonObject owner ? Words(schema["required"]).Where(name => !owner.ContainsKey(name)) : [])
        {
            yield return $"with {required}";
        }
    }

    private IEnumerable<string> Inner(JsonNode? value, JsonNode schema, string place) => value switch
    {
        JsonArray list when schema["items"] is { } items => list.SelectMany((item, index) => Faults(item, items, $"{place}[{index}]")),
        JsonObject owner => owner.SelectMany(entry =>
            schema["properties"]?[entry.Key] is { } known ? Faults(entry.Value, known, $"{place}.{entry.Key}")
            : schema["additionalProperties"] is JsonObject other ? Faults(entry.Value, other, $"{place}.{entry.Key}")
            : schema["additionalProperties"]?.GetValueKind() == JsonValueKind.False ? [$"{place}.{entry.Key}: not in the schema"] : []),
        _ => [],
    };

    private static List<string> Words(JsonNode? words) =>
        words switch { null => [], JsonArray several => [.. several.Select(word => (string)word!)], _ => [(string)words!] };

    private static string[] TypesOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => ["null"],
        JsonValueKind.True or JsonValueKind.False => ["boolean"],
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? ["number"] : ["integer", "number"],
        JsonValueKind.String => ["string"],
        JsonValueKind.Array => ["array"],
        _ => ["object"],
    };
}
