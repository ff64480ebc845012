using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecurityResponder.Feed.Tests.Curation;

/// <summary>Checks a document against the keywords of JSON Schema that the curation's schema has; any other keyword is an error.</summary>
internal static class CurationSchema
{
    /// <summary>What does not keep to the schema.</summary>
    public static List<string> Faults(JsonElement document, JsonElement schema)
    {
        var faults = new List<string>();
        Check(document, schema, schema, "$", faults);
        return faults;
    }

    private static void Check(JsonElement value, JsonElement schema, JsonElement root, string path, List<string> faults)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            faults.AddRange(keyword.Name switch
            {
                "$schema" or "$defs" or "title" or "description" or "examples" or "format" => [],
                "$ref" => Nested(value, root.GetProperty("$defs").GetProperty(keyword.Value.GetString()!.Split('/')[^1]), root, path),
                "type" => IsOf(value, keyword.Value.GetString()!) ? [] : [$"{path} is no {keyword.Value}"],
                "required" => keyword.Value.EnumerateArray().Where(name => !Has(value, name.GetString()!))
                    .Select(name => $"{path}.{name} is missing"),
                "additionalProperties" => Properties(value).Where(one => !schema.GetProperty("properties").TryGetProperty(one.Name, out _))
                    .Select(one => $"{path}.{one.Name} is not known"),
                "properties" => Properties(value).Where(one => keyword.Value.TryGetProperty(one.Name, out _))
                    .SelectMany(one => Nested(one.Value, keyword.Value.GetProperty(one.Name), root, $"{path}.{one.Name}")),
                "items" => Items(value).SelectMany((item, i) => Nested(item, keyword.Value, root, $"{path}[{i}]")),
                "minItems" => Items(value).Count() < keyword.Value.GetInt32() ? [$"{path} is too short"] : [],
                "minLength" => value.ToString().Length < keyword.Value.GetInt32() ? [$"{path} is too short"] : [],
                "pattern" => Regex.IsMatch(value.ToString(), keyword.Value.GetString()!) ? [] : [$"{path} does not match"],
                "oneOf" => keyword.Value.EnumerateArray().Count(one => Nested(value, one, root, path).Count == 0) is var count and not 1
                    ? [$"{path} matches {count} of oneOf"] : [],
                "dependentRequired" => keyword.Value.EnumerateObject().Where(one => Has(value, one.Name))
                    .SelectMany(one => one.Value.EnumerateArray()).Where(name => !Has(value, name.GetString()!))
                    .Select(name => $"{path}.{name} is missing"),
                _ => [$"the schema has the keyword {keyword.Name}, which this test does not check"],
            });
        }
    }

    private static List<string> Nested(JsonElement value, JsonElement schema, JsonElement root, string path)
    {
        var faults = new List<string>();
        Check(value, schema, root, path, faults);
        return faults;
    }

    private static bool IsOf(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => false,
    };

    private static bool Has(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out _);

    private static JsonElement.ObjectEnumerator Properties(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default;

    private static JsonElement.ArrayEnumerator Items(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;
}
