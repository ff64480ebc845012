using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary>The wire as an <see href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</see> document: <see cref="WireOperation"/>s, and
/// schemas made of the code's own definitions. <see cref="WireAnswerTests"/> holds the first to what is answered, and the bodies to the
/// second.</summary>
internal static class WireDocument
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document, indented.</summary>
    public static string Text => Whole.ToJsonString(Indented) + "\n";

    private static JsonObject Whole => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "RKE2 Security Responder",
            ["version"] = "1.0",
            ["description"] =
                "Receives reports of clusters and answers which published CVEs affect them. "
                + "Invalid HTTP is answered with 400, an unknown path with 404, another method with 405, each without a body.",
            ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
        },
        ["paths"] = Object(WireOperations.All.GroupBy(operation => operation.Path).Select(path =>
            (path.Key, (JsonNode)Object(path.Select(operation => (operation.Method.ToLowerInvariant(), (JsonNode)operation.ToJson())))))),
        ["components"] = new JsonObject
        {
            ["responses"] = Object(WireResponse.Shared.Select(shared => (shared.Key, (JsonNode)shared.Value.ToJson()))),
            ["schemas"] = new JsonObject
            {
                ["Report"] = WireSchemas.Report(),
                ["Answer"] = WireSchemas.Answer(),
                ["Problem"] = WireSchemas.Problem(),
                ["Figure"] = FigureSchema.Whole(),
            },
        },
    };

    /// <summary>An object of these properties.</summary>
    public static JsonObject Object(IEnumerable<(string Name, JsonNode Value)> properties) =>
        new(properties.Select(property => KeyValuePair.Create(property.Name, (JsonNode?)property.Value)));
}
