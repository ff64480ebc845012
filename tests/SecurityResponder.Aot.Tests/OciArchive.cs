using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace SecurityResponder.Aot.Tests;

/// <summary>An image for one architecture: its configuration, its files and its size as it travels.</summary>
/// <param name="Config">The image's configuration; see https://github.com/opencontainers/image-spec/blob/main/config.md</param>
/// <param name="Files">Path, for example <c>etc/ssl/certs/ca-certificates.crt</c>, to content. Folders are left out.</param>
/// <param name="CompressedSize">The sum of the layers' blobs, in bytes.</param>
internal sealed record OciImage(JsonElement Config, IReadOnlyDictionary<string, byte[]> Files, long CompressedSize);

/// <summary>Reads an OCI archive; see https://github.com/opencontainers/image-spec/blob/main/image-layout.md</summary>
internal static class OciArchive
{
    public static OciImage Read(string path, string architecture)
    {
        Dictionary<string, byte[]> archive = Untar(File.OpenRead(path));
        JsonElement index = Blob(archive, Json(archive["index.json"]).GetProperty("manifests")[0]);
        JsonElement entry = Assert.Single(
            index.GetProperty("manifests").EnumerateArray(),
            manifest => manifest.GetProperty("platform").GetProperty("architecture").GetString() == architecture);
        JsonElement manifest = Blob(archive, entry);
        byte[][] layers = [.. manifest.GetProperty("layers").EnumerateArray().Select(layer => Bytes(archive, layer))];
        return new OciImage(
            Blob(archive, manifest.GetProperty("config")),
            layers.SelectMany(layer => Untar(new GZipStream(new MemoryStream(layer), CompressionMode.Decompress))).ToDictionary(),
            layers.Sum(layer => (long)layer.Length));
    }

    private static Dictionary<string, byte[]> Untar(Stream stream)
    {
        using TarReader reader = new(stream);
        Dictionary<string, byte[]> files = [];
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType != TarEntryType.Directory)
            {
                using MemoryStream content = new();
                entry.DataStream?.CopyTo(content);
                files.Add(entry.Name, content.ToArray());
            }
        }

        return files;
    }

    private static byte[] Bytes(Dictionary<string, byte[]> archive, JsonElement descriptor) =>
        archive["blobs/" + descriptor.GetProperty("digest").GetString()!.Replace(':', '/')];

    private static JsonElement Blob(Dictionary<string, byte[]> archive, JsonElement descriptor) => Json(Bytes(archive, descriptor));

    private static JsonElement Json(byte[] utf8) => JsonElement.Parse(utf8);
}
