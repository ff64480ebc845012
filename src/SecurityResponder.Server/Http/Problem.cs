using System.Text.Json.Serialization;

namespace SecurityResponder.Server.Http;

/// <summary>Why a request is refused, as RFC 9457 writes it (<see href="https://www.rfc-editor.org/rfc/rfc9457"/>).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What is wrong, in general.</param>
/// <param name="Detail">What is wrong here.</param>
/// <param name="Field">The field that is to blame, e.g. <c>extraFieldInfo.serverNodeCount</c>; null when it is none.</param>
internal sealed record Problem(
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("field")] string? Field = null)
{
    /// <summary>Its media type.</summary>
    public const string ContentType = "application/problem+json";
}

/// <summary>The JSON of <see cref="Problem"/>.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJsonContext : JsonSerializerContext;
