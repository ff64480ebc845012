using System.Text.Json.Serialization;

namespace SecurityResponder.Protocol;

/// <summary>JSON of the answer. Metadata only: the fast path would make the client larger.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Answer))]
public sealed partial class AnswerJsonContext : JsonSerializerContext;
