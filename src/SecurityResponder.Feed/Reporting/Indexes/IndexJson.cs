using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecurityResponder.Feed.Reporting.Indexes;

/// <summary>How the files that scripts read are written.</summary>
internal static class IndexJson
{
    /// <summary>Without escapes that only HTML needs: the files are never part of a page.</summary>
    public static IndexJsonContext Compact { get; } = new(new JsonSerializerOptions(IndexJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>JSON of the files that scripts read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<SearchEntry>))]
[JsonSerializable(typeof(ComparisonDocument))]
internal sealed partial class IndexJsonContext : JsonSerializerContext;
