using System.Text.Json.Nodes;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>The CustomResourceDefinition as people see it with kubectl.</summary>
public sealed class DefinitionTests
{
    private static readonly JsonNode Version = ShippedChart.Read("securityreports.yaml")["spec"]!["versions"]![0]!;

    [Fact]
    public void Kubectl_explain_has_a_description_of_every_field()
    {
        var fields = Fields("", Version["schema"]!["openAPIV3Schema"]!.AsObject()).ToList();

        Assert.True(fields.Count > 100, $"{fields.Count} fields");

        // The API server has its own description of the metadata, and accepts no other.
        Assert.Equal(
            [".metadata"],
            fields.Where(field => string.IsNullOrWhiteSpace(field.Schema["description"]?.GetValue<string>())).Select(field => field.Path));
    }

    [Fact]
    public void Every_text_and_list_of_the_status_is_bounded()
    {
        var status = Version["schema"]!["openAPIV3Schema"]!["properties"]!["status"]!.AsObject();

        Assert.Empty(Fields(".status", status).Where(field => !IsBounded(field.Schema)).Select(field => field.Path));
    }

    [Fact]
    public void Every_column_shows_a_field()
    {
        var paths = Fields("", Version["schema"]!["openAPIV3Schema"]!.AsObject()).Select(field => field.Path)
            .Append(".metadata.creationTimestamp").ToHashSet();
        var columns = Version["additionalPrinterColumns"]!.AsArray().Select(column => column!["jsonPath"]!.GetValue<string>()).ToList();

        Assert.NotEmpty(columns);
        Assert.Subset(paths, columns.ToHashSet());
    }

    private static bool IsBounded(JsonObject schema) => schema["type"]!.GetValue<string>() switch
    {
        "string" => schema.ContainsKey("maxLength") || schema.ContainsKey("enum") || schema.ContainsKey("format")
            || schema.ContainsKey("pattern"),
        "array" => schema.ContainsKey("maxItems"),
        "integer" => schema.ContainsKey("minimum"),
        _ => true,
    };

    private static IEnumerable<(string Path, JsonObject Schema)> Fields(string path, JsonObject schema)
    {
        yield return (path, schema);
        var inner = (schema["properties"]?.AsObject() ?? []).Select(pair => (Path: $"{path}.{pair.Key}", Schema: pair.Value!.AsObject()));
        foreach (var (name, field) in schema["items"] is JsonObject items ? inner.Append(($"{path}[]", items)) : inner)
        {
            foreach (var one in Fields(name, field))
            {
                yield return one;
            }
        }
    }
}
