using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Receiving;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary>The wire as an <see href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</see> document, made of the code's own definitions: the
/// columns of a report, the answer's and the refusal's JSON.</summary>
internal static class WireDocument
{
    private const int LongestText = 256;

    /// <summary>The document, indented.</summary>
    public static string Text => new JsonObject
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "RKE2 Security Responder",
            ["version"] = "1.0",
            ["description"] = "Takes reports of clusters and answers which published CVEs concern them. Every answer may also be 431, 414 or 429, or 503 with Retry-After.",
            ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
        },
        ["paths"] = new JsonObject
        {
            ["/v1/check"] = new JsonObject { ["post"] = Check("check") },
            ["/v1/checkupgrade"] = new JsonObject { ["post"] = Check("checkUpgrade") },
            ["/v1/feed"] = new JsonObject
            {
                ["get"] = Operation("feed", "The feed, byte for byte, with an ETag.", ("200", Json("The feed.", "Answer")), ("304", Plain("It is the one whose ETag was sent.")), Unavailable),
                ["head"] = Operation("feedHead", "Its headers.", ("200", Plain("They.")), ("304", Plain("It is the one whose ETag was sent.")), Unavailable),
            },
            ["/v1/feed.sig"] = new JsonObject
            {
                ["get"] = Operation("signature", "The signature that lay beside the feed.", ("200", Bytes("It.")), ("404", Problem("There was none."))),
                ["head"] = Operation("signatureHead", "Its headers.", ("200", Plain("They.")), ("404", Plain("There was none."))),
            },
            ["/v1/healthcheck"] = new JsonObject { ["get"] = Operation("healthcheck", "Whether the program lives.", ("200", Plain("It does."))) },
            ["/livez"] = new JsonObject { ["get"] = Operation("livez", "Whether the program lives.", ("200", Plain("It does."))) },
            ["/readyz"] = new JsonObject { ["get"] = Operation("readyz", "Whether there is a feed to answer from.", ("200", Plain("There is.")), Unavailable) },
        },
        ["components"] = new JsonObject
        {
            ["schemas"] = new JsonObject
            {
                ["Report"] = Report(),
                ["Answer"] = JsonSchemaExporter.GetJsonSchemaAsNode(AnswerJsonContext.Default.Options, typeof(Answer)),
                ["Problem"] = JsonSchemaExporter.GetJsonSchemaAsNode(ProblemJsonContext.Default.Options, typeof(Problem)),
            },
        },
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";

    private static (string, JsonObject) Unavailable => ("503", Problem("Not now; Retry-After says when."));

    private static JsonObject Check(string id)
    {
        var check = Operation(id, "A report comes, an answer goes.",
            ("200", Json("The answer; the report is on the disk, or its loss was counted.", "Answer")),
            ("400", Problem("No JSON, or a value of the wrong type; field names it.")), ("408", Problem("The body came too slowly.")),
            ("413", Problem($"A body over {ConnectionLimits.BodyBytes} bytes.")), ("415", Problem("Not application/json in UTF-8, or compressed.")),
            ("422", Problem("A value outside the schema; field names it.")), ("429", Problem("The client's network sends more than its share; Retry-After says when to come again.")), Unavailable);
        check["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", Reference("Report")) };
        return check;
    }

    // A fact may stand in each of the three places, and in the tags as text whatever it is.
    private static JsonObject Report()
    {
        JsonObject Facts(Func<ReportColumn, JsonObject> schema, string description) => new()
        {
            ["type"] = new JsonArray("object", "null"),
            ["description"] = description,
            ["properties"] = new JsonObject(ReportColumn.All.SelectMany(column => column.Keys.Select(key => KeyValuePair.Create(key, (JsonNode?)schema(column))))),
        };
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = "Keys that are not named here are dropped and counted.",
            ["required"] = new JsonArray("appVersion"),
            ["properties"] = new JsonObject
            {
                ["appVersion"] = new JsonObject { ["type"] = "string", ["examples"] = new JsonArray("v1.35.7+rke2r1") },
                ["extraFieldInfo"] = Facts(Field, "Facts, each of its own type."),
                ["extraTagInfo"] = Facts(column => Tag(column.Meaning), "The same facts as text; extraFieldInfo wins."),
                ["extraInfo"] = Facts(column => Tag(column.Meaning), "The older name of extraTagInfo, which wins."),
            },
        };
    }

    private static JsonObject Field(ReportColumn column) => column.Kind switch
    {
        ColumnKind.Count => new JsonObject { ["type"] = new JsonArray("integer", "string", "null"), ["minimum"] = -1, ["maximum"] = 1L << 60, ["description"] = column.Meaning },
        ColumnKind.Truth or ColumnKind.Mark => new JsonObject { ["type"] = new JsonArray("boolean", "string", "null"), ["description"] = column.Meaning },
        _ => Tag(column.Meaning),
    };

    private static JsonObject Tag(string meaning) =>
        new() { ["type"] = new JsonArray("string", "null"), ["maxLength"] = LongestText, ["description"] = meaning };

    private static JsonObject Operation(string id, string summary, params (string Status, JsonObject Response)[] responses) => new()
    {
        ["operationId"] = id,
        ["summary"] = summary,
        ["responses"] = new JsonObject(responses.Select(response => KeyValuePair.Create(response.Status, (JsonNode?)response.Response))),
    };

    private static JsonObject Plain(string description) => new() { ["description"] = description };

    private static JsonObject Json(string description, string schema) =>
        new() { ["description"] = description, ["content"] = Content("application/json", Reference(schema)) };

    private static JsonObject Problem(string description) =>
        new() { ["description"] = description, ["content"] = Content(SecurityResponder.Server.Receiving.Problem.ContentType, Reference("Problem")) };

    private static JsonObject Bytes(string description) =>
        new() { ["description"] = description, ["content"] = new JsonObject { ["application/octet-stream"] = new JsonObject() } };

    private static JsonObject Content(string type, JsonObject schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };
}
