using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Fetching;

/// <summary>What the cache knows about a downloaded file. It lies beside the file, as <c>FILE.json</c>.</summary>
/// <param name="Url">Where it was read, without credentials and query.</param>
/// <param name="ETag">The entity tag; null without one.</param>
/// <param name="LastModified">The date as the server wrote it; null without one.</param>
/// <param name="Sha256">The digest of the file, 64 hexadecimal digits.</param>
internal sealed record CachedSource(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("etag")] string? ETag,
    [property: JsonPropertyName("lastModified")] string? LastModified,
    [property: JsonPropertyName("sha256")] string Sha256)
{
    /// <summary>The description of a file; null when there is none, or when the file does not have this digest.</summary>
    /// <param name="file">The file in the cache.</param>
    /// <param name="maxBytes">The largest file.</param>
    public static CachedSource? Read(string file, long maxBytes)
    {
        try
        {
            var cached = JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(file)), CacheJsonContext.Default.CachedSource);
            using var content = new SourceStream(file, File.OpenRead(file), SizeLimit.Of(maxBytes));
            var buffer = new byte[64 << 10];
            while (content.Read(buffer) > 0)
            {
            }

            return cached?.Sha256 == content.Sha256 ? cached : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException
            or InvalidSourceException)
        {
            return null;
        }
    }

    /// <summary>The description as bytes.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, CacheJsonContext.Default.CachedSource);

    /// <summary>Where the description of a file is.</summary>
    public static string PathOf(string file) => file + ".json";
}

/// <summary>JSON of the cache.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(CachedSource))]
internal sealed partial class CacheJsonContext : JsonSerializerContext;
