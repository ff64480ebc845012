using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace SecurityResponder.Feed.Tests.Images;

/// <summary>Reads an OCI layout in a folder and checks every digest and size on the way.</summary>
internal sealed class MadeImage(string folder)
{
    /// <summary>The entry of <c>index.json</c>.</summary>
    public JsonNode Entry => Assert.Single(Json(File.ReadAllBytes(Path.Combine(folder, "index.json")))["manifests"]!.AsArray())!;

    /// <summary>The image for all platforms.</summary>
    public JsonNode Index => Json(Blob(Entry));

    /// <summary>The manifest for an architecture.</summary>
    public JsonNode Manifest(string architecture) => Json(Blob(Index["manifests"]!.AsArray().Single(
        entry => (string)entry!["platform"]!["architecture"]! == architecture)!));

    /// <summary>The configuration for an architecture.</summary>
    public JsonNode Config(string architecture) => Json(Blob(Manifest(architecture)["config"]!));

    /// <summary>The entries of the last layer.</summary>
    public IReadOnlyList<(TarEntry Entry, string Text)> LastLayer(string architecture)
    {
        var tar = Unpacked(Blob(Manifest(architecture)["layers"]!.AsArray()[^1]!));
        Assert.Equal((string)Config(architecture)["rootfs"]!["diff_ids"]!.AsArray()[^1]!, Digest(tar));
        using var reader = new TarReader(new MemoryStream(tar));
        List<(TarEntry, string)> entries = [];
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            entries.Add((entry, new StreamReader(entry.DataStream!).ReadToEnd()));
        }

        return entries;
    }

    public byte[] Blob(JsonNode descriptor)
    {
        var digest = (string)descriptor["digest"]!;
        var bytes = File.ReadAllBytes(Path.Combine(folder, "blobs", digest.Replace(':', '/')));
        Assert.Equal(digest, Digest(bytes));
        Assert.Equal((long)descriptor["size"]!, bytes.Length);
        return bytes;
    }

    private static JsonNode Json(byte[] utf8) => JsonNode.Parse(utf8)!;

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Unpacked(byte[] blob)
    {
        using var gzip = new GZipStream(new MemoryStream(blob), CompressionMode.Decompress);
        using var tar = new MemoryStream();
        gzip.CopyTo(tar);
        return tar.ToArray();
    }
}
