using System.Text.Json.Serialization;

namespace SecurityResponder.Protocol;

/// <summary>The answer's JSON. Metadata alone, since the fast path would only make the client larger.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Answer))]
public sealed partial class AnswerJsonContext : JsonSerializerContext;
