using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecurityResponder.Client.Tests.Printing;

/// <summary>Checks a document against the keywords of JSON Schema (<see href="https://json-schema.org/draft/2020-12"/>) that
/// docs/assessment.schema.json uses; any other keyword is an error.</summary>
internal static class SchemaCheck
{
    /// <summary>The deviations, each with its place; empty for a valid document.</summary>
    public static IReadOnlyList<string> Errors(JsonElement value, JsonElement root)
    {
        var errors = new List<string>();
        Check(value, root, root, "$", errors);
        return errors;
    }

    private static void Check(JsonElement value, JsonElement schema, JsonElement root, string path, List<string> errors)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var isValid = keyword.Name switch
            {
                "$schema" or "$id" or "$defs" or "title" or "description" or "examples" => true,
                "$ref" => IsValid(value, Resolve(keyword.Value, root), root, path, errors),
                "oneOf" => keyword.Value.EnumerateArray().Count(one => Nested(value, one, root).Count == 0) == 1,
                "type" => Types(keyword.Value).Contains(TypeOf(value)),
                "const" => JsonElement.DeepEquals(value, keyword.Value),
                "enum" => keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(value, one)),
                "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!),
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble(),
                "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble(),
                "items" => value.ValueKind != JsonValueKind.Array
                    || value.EnumerateArray().ToList().TrueForAll(item => IsValid(item, keyword.Value, root, path + "[]", errors)),
                "required" => value.ValueKind != JsonValueKind.Object
                    || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
                "properties" => value.ValueKind != JsonValueKind.Object || Properties(value, keyword.Value, root, path, errors),
                "additionalProperties" => value.ValueKind != JsonValueKind.Object
                    || value.EnumerateObject().All(one => schema.GetProperty("properties").TryGetProperty(one.Name, out _)),
                _ => throw new NotSupportedException(keyword.Name),
            };
            if (!isValid)
            {
                errors.Add($"{path}: {keyword.Name}");
            }
        }
    }

    private static bool Properties(JsonElement value, JsonElement properties, JsonElement root, string path, List<string> errors) =>
        properties.EnumerateObject().ToList().TrueForAll(property =>
            !value.TryGetProperty(property.Name, out var field) || IsValid(field, property.Value, root, $"{path}.{property.Name}", errors));

    private static bool IsValid(JsonElement value, JsonElement schema, JsonElement root, string path, List<string> errors)
    {
        var before = errors.Count;
        Check(value, schema, root, path, errors);
        return errors.Count == before;
    }

    private static List<string> Nested(JsonElement value, JsonElement schema, JsonElement root)
    {
        var errors = new List<string>();
        Check(value, schema, root, "$", errors);
        return errors;
    }

    private static JsonElement Resolve(JsonElement reference, JsonElement root) =>
        reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(root, (node, name) => node.GetProperty(name));

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.TryGetInt64(out _) ? "integer" : "number",
    };
}
