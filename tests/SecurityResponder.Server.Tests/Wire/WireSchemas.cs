using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary>The schemas of report, answer and refusal: from the columns of a report, and from the types that are serialised.</summary>
internal static class WireSchemas
{
    private const int MaxTextLength = 256;

    public static JsonNode Answer() => Of<Answer>("Answer", AnswerJsonContext.Default.Options);

    public static JsonNode Problem() => Of<Problem>("Problem", ProblemJsonContext.Default.Options);

    // A fact may stand in each of the three places, and in the tags as text whatever it is.
    public static JsonObject Report()
    {
        JsonObject Facts(Func<ReportColumn, JsonObject> schema, string description) => new()
        {
            ["type"] = new JsonArray("object", "null"),
            ["description"] = description,
            ["properties"] =
                WireDocument.Object(ReportColumn.All.SelectMany(column => column.Keys.Select(key => (key, (JsonNode)schema(column))))),
        };
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = "Other keys are dropped and counted.",
            ["required"] = new JsonArray("appVersion"),
            ["properties"] = new JsonObject
            {
                ["appVersion"] = new JsonObject { ["type"] = "string", ["examples"] = new JsonArray("v1.35.7+rke2r1") },
                ["extraFieldInfo"] = Facts(Field, "The facts, each with its own type."),
                ["extraTagInfo"] = Facts(Tag, "The same facts as text; extraFieldInfo wins."),
                ["extraInfo"] = Facts(Tag, "The older name of extraTagInfo; extraTagInfo wins."),
            },
        };
    }

    private static JsonObject Field(ReportColumn column) => column.Kind switch
    {
        ColumnKind.Count => new JsonObject
        {
            ["type"] = new JsonArray("integer", "string", "null"),
            ["minimum"] = -1,
            ["maximum"] = 1L << 60,
            ["description"] = column.Meaning,
        },
        ColumnKind.Boolean or ColumnKind.Flag =>
            new JsonObject { ["type"] = new JsonArray("boolean", "string", "null"), ["description"] = column.Meaning },
        _ => Tag(column),
    };

    private static JsonObject Tag(ReportColumn column) =>
        new() { ["type"] = new JsonArray("string", "null"), ["maxLength"] = MaxTextLength, ["description"] = column.Meaning };

    // What is exported refers to places of its own, and stands in a larger document here; and a body is never null.
    private static JsonNode Of<T>(string name, JsonSerializerOptions options)
    {
        var exported = JsonSchemaExporter.GetJsonSchemaAsNode(options, typeof(T)).ToJsonString();
        var schema = JsonNode.Parse(exported.Replace("\"#/", $"\"#/components/schemas/{name}/", StringComparison.Ordinal))!;
        schema["type"] = "object";
        return schema;
    }
}
