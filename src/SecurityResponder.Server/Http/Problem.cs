using System.Text.Json.Serialization;

namespace SecurityResponder.Server.Http;

/// <summary>The problem details of a rejected request, RFC 9457 (<see href="https://www.rfc-editor.org/rfc/rfc9457"/>).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The kind of problem.</param>
/// <param name="Detail">What is wrong with this request.</param>
/// <param name="Field">The field with the wrong value, e.g. <c>extraFieldInfo.serverNodeCount</c>; null when it is not about a
/// field.</param>
internal sealed record Problem(
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("field")] string? Field = null)
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/problem+json";
}

/// <summary>The JSON of <see cref="Problem"/>.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJsonContext : JsonSerializerContext;
