using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace SecurityResponder.Feed.Images;

/// <summary>A reference to a blob of an image
/// (<see href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md"/>).</summary>
/// <param name="MediaType">The format, e.g. <c>application/vnd.oci.image.manifest.v1+json</c>.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits.</param>
/// <param name="Size">Length of the blob, in bytes.</param>
internal sealed record OciDescriptor(string MediaType, string Digest, long Size)
{
    private const string Algorithm = "sha256:";
    private const int HexLength = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The path of the blob in a layout, e.g. <c>blobs/sha256/46d9…</c>.</summary>
    public string Path => $"blobs/sha256/{Digest[Algorithm.Length..]}";

    /// <summary>Describes a blob.</summary>
    public static OciDescriptor Of(string mediaType, ReadOnlySpan<byte> blob) => new(mediaType, DigestOf(blob), blob.Length);

    /// <summary>The digest of a blob.</summary>
    public static string DigestOf(ReadOnlySpan<byte> blob) => Algorithm + Convert.ToHexStringLower(SHA256.HashData(blob));

    /// <summary>Reads a descriptor.</summary>
    /// <returns>Null when a value is missing or invalid. A digest becomes a path, so it is exactly of this form.</returns>
    public static OciDescriptor? TryParse(JsonNode? node) =>
        OciJson.Text(node, "mediaType") is { Length: > 0 } mediaType
        && OciJson.Text(node, "digest") is { } digest && IsDigest(digest)
        && OciJson.Number(node, "size") is { } size and >= 0
            ? new OciDescriptor(mediaType, digest, size)
            : null;

    /// <summary>Replaces the blob that a descriptor refers to. Its platform and annotations stay.</summary>
    public void WriteTo(JsonNode node)
    {
        node["mediaType"] = MediaType;
        node["digest"] = Digest;
        node["size"] = Size;
    }

    /// <summary>The descriptor in JSON.</summary>
    public JsonObject ToJson()
    {
        var node = new JsonObject();
        WriteTo(node);
        return node;
    }

    private static bool IsDigest(string text) =>
        text.Length == Algorithm.Length + HexLength && text.StartsWith(Algorithm, StringComparison.Ordinal)
        && text.AsSpan(Algorithm.Length).IndexOfAnyExcept(HexDigits) < 0;
}
