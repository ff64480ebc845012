using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecurityResponder.Protocol;

namespace SecurityResponder.Tests.Protocol;

/// <summary>docs/feed.schema.json names exactly the keys that are read, and the sample feed has no other.</summary>
public sealed class FeedSchemaTests
{
    private static readonly JsonElement Schema = Json("docs/feed.schema.json");

    [Fact]
    public void The_schema_names_every_key_that_is_read_and_no_other() =>
        Assert.Equal(OfType(typeof(Answer), "$").Order(StringComparer.Ordinal), OfSchema(Schema, "$").Order(StringComparer.Ordinal));

    [Fact]
    public void The_sample_feed_keeps_to_the_schema() => Check(Json("samples/feed.json"), Schema, "$");

    private static IEnumerable<string> OfType(Type type, string path)
    {
        var info = AnswerJsonContext.Default.GetTypeInfo(type)!;
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => info.Properties.Where(property => !property.IsExtensionData)
                .SelectMany(property => OfType(property.PropertyType, $"{path}.{property.Name}").Prepend($"{path}.{property.Name}")),
            JsonTypeInfoKind.Enumerable => OfType(info.ElementType!, path + "[]"),
            _ => [],
        };
    }

    private static IEnumerable<string> OfSchema(JsonElement schema, string path)
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("items", out var items))
        {
            return OfSchema(items, path + "[]");
        }

        return schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject()
                .SelectMany(property => OfSchema(property.Value, $"{path}.{property.Name}").Prepend($"{path}.{property.Name}"))
            : [];
    }

    private static void Check(JsonElement value, JsonElement schema, string path)
    {
        schema = Resolve(schema);
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Check(item, schema.GetProperty("items"), path + "[]");
                }

                break;
            case JsonValueKind.Object when schema.TryGetProperty("properties", out var properties):
                foreach (var property in value.EnumerateObject())
                {
                    Assert.True(properties.TryGetProperty(property.Name, out var known), $"{path}.{property.Name}");
                    Check(property.Value, known, $"{path}.{property.Name}");
                }

                break;
        }

        var types = schema.TryGetProperty("type", out var type) ? type.ValueKind == JsonValueKind.String ? [type.GetString()!]
            : type.EnumerateArray().Select(name => name.GetString()!) : [];
        var kind = value.ValueKind switch
        {
            JsonValueKind.Number => "integer",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var other => other.ToString().ToLowerInvariant(),
        };
        Assert.True(!types.Any() || types.Contains(kind), $"{path} is {kind}");
    }

    private static JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? Schema.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;

    private static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Here(), "../../..", path)));
        return document.RootElement.Clone();
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
