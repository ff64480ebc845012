using System.Globalization;
using System.Text.Json.Nodes;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary>One method of one path.</summary>
/// <param name="Method">E.g. <c>GET</c>.</param>
/// <param name="Path">E.g. <c>/v1/feed</c>.</param>
/// <param name="Id">Its name for programs.</param>
/// <param name="Summary">What it is for.</param>
/// <param name="Responses">What it answers.</param>
internal sealed record WireOperation(string Method, string Path, string Id, string Summary, params WireResponse[] Responses)
{
    /// <summary>What its address may say; null for nothing.</summary>
    public Func<JsonArray>? Parameters { get; init; }

    public JsonObject ToJson()
    {
        var operation = new JsonObject { ["operationId"] = Id, ["summary"] = Summary };
        if (Parameters is not null)
        {
            operation["parameters"] = Parameters();
        }

        if (Method == "POST")
        {
            operation["requestBody"] =
                new JsonObject { ["required"] = true, ["content"] = WireResponse.Content("application/json", "Report") };
        }

        operation["responses"] = WireDocument.Object(Responses.OrderBy(response => response.Status).Select(response =>
            (response.Status.ToString(CultureInfo.InvariantCulture), (JsonNode)response.ToReference())));
        return operation;
    }
}

/// <summary>One answer.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Description">What it means.</param>
/// <param name="MediaType">Of its body; null when there is none.</param>
/// <param name="Schema">The name of its body's schema; null for bytes and text.</param>
/// <param name="Headers">Those that always stand there, and say something beyond what HTTP says.</param>
internal sealed record WireResponse(int Status, string Description, string? MediaType = null, string? Schema = null,
    params string[] Headers)
{
    private const string Later = "Retry-After";

    public static readonly WireResponse TooLarge = Problem(413, $"A body over {KestrelLimits.BodyBytes} bytes, on any path.");
    public static readonly WireResponse LongLine = new(414, $"A request line over {KestrelLimits.LineBytes} bytes.");
    public static readonly WireResponse Limited =
        Problem(429, "The client's network sent too many requests. Retry after the time in Retry-After.", Later);
    public static readonly WireResponse LongHeaders = new(431, $"Headers over {KestrelLimits.HeaderBytes} bytes.");
    public static readonly WireResponse Unavailable =
        Problem(503, "The server cannot answer now. Retry after the time in Retry-After.", Later);

    /// <summary>Those that stand in many places, by name.</summary>
    public static readonly IReadOnlyDictionary<string, WireResponse> Shared = new Dictionary<string, WireResponse>
    {
        [nameof(TooLarge)] = TooLarge,
        [nameof(LongLine)] = LongLine,
        [nameof(Limited)] = Limited,
        [nameof(LongHeaders)] = LongHeaders,
        [nameof(Unavailable)] = Unavailable,
    };

    public static WireResponse Problem(int status, string description, params string[] headers) =>
        new(status, description, Server.Http.Problem.ContentType, "Problem", headers);

    public static JsonObject Content(string type, string? schema) => new()
    {
        [type] = schema is null
            ? new JsonObject()
            : new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" } },
    };

    public JsonObject ToReference() => Shared.FirstOrDefault(shared => shared.Value == this).Key is { } name
        ? new JsonObject { ["$ref"] = $"#/components/responses/{name}" }
        : ToJson();

    public JsonObject ToJson()
    {
        var response = new JsonObject { ["description"] = Description };
        if (Headers.Length > 0)
        {
            response["headers"] = WireDocument.Object(Headers.Select(header =>
                (header, (JsonNode)new JsonObject
                {
                    ["required"] = true,
                    ["schema"] = new JsonObject { ["type"] = header == Later ? "integer" : "string" },
                })));
        }

        if (MediaType is not null)
        {
            response["content"] = Content(MediaType, Schema);
        }

        return response;
    }
}
