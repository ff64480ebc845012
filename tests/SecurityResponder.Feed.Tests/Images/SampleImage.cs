using System.Security.Cryptography;
using System.Text;

namespace SecurityResponder.Feed.Tests.Images;

/// <summary>A small image for two platforms as an OCI layout in a folder.</summary>
internal sealed class SampleImage
{
    public const string Name = "rancher/rke2-security-responder:v0.2.0";

    private const string OciIndex = "application/vnd.oci.image.index.v1+json";
    private const string OciManifest = "application/vnd.oci.image.manifest.v1+json";

    private readonly string _folder;

    public SampleImage(string folder)
    {
        _folder = Directory.CreateDirectory(Path.Combine(folder, "blobs/sha256")).Parent!.Parent!.FullName;
        Index = $$"""
            { "schemaVersion": 2, "mediaType": "{{OciIndex}}", "manifests": [
                {{Manifest("amd64")}}, {{Manifest("arm64")}},
                {{Blob(OciManifest, "{}", """, "platform": { "architecture": "unknown", "os": "unknown" }""")}} ] }
            """;
        WriteIndex($$"""{ "org.opencontainers.image.ref.name": "{{Name}}" }""");
        File.WriteAllText(Path.Combine(_folder, "oci-layout"), """{ "imageLayoutVersion": "1.0.0" }""");
    }

    public string Index { get; }

    /// <summary>The digest of the image.</summary>
    public string Digest => "sha256:" + Hash(Index);

    /// <summary>Writes <c>index.json</c>.</summary>
    /// <param name="annotations">The annotations of the image; null for none.</param>
    /// <param name="copies">Number of copies.</param>
    public void WriteIndex(string? annotations, int copies = 1)
    {
        var entry = Blob(OciIndex, Index, annotations is null ? "" : $", \"annotations\": {annotations}");
        File.WriteAllText(
            Path.Combine(_folder, "index.json"),
            $$"""{ "schemaVersion": 2, "manifests": [ {{string.Join(", ", Enumerable.Repeat(entry, copies))}} ] }""");
    }

    private string Manifest(string architecture)
    {
        var layer = Blob("application/vnd.oci.image.layer.v1.tar+gzip", $"the program for {architecture}");
        var config = Blob("application/vnd.oci.image.config.v1+json", $$"""
            { "created": "1970-01-01T00:00:00Z", "architecture": "{{architecture}}", "os": "linux", "later": [ 1 ],
              "config": { "User": "65532:65532", "Entrypoint": [ "/security-responder" ] },
              "rootfs": { "type": "layers", "diff_ids": [ "sha256:{{Hash(architecture)}}" ] },
              "history": [ { "created": "1970-01-01T00:00:00Z", "created_by": "/bin/sh" } ] }
            """);
        return Blob(
            OciManifest,
            $$"""
            { "schemaVersion": 2, "mediaType": "{{OciManifest}}", "config": {{config}}, "layers": [ {{layer}} ],
              "annotations": { "org.opencontainers.image.base.digest": "" } }
            """,
            $$""", "platform": { "architecture": "{{architecture}}", "os": "linux" }""");
    }

    private string Blob(string mediaType, string content, string more = "")
    {
        File.WriteAllText(Path.Combine(_folder, "blobs/sha256", Hash(content)), content);
        return $$"""
            { "mediaType": "{{mediaType}}", "digest": "sha256:{{Hash(content)}}", "size": {{Encoding.UTF8.GetByteCount(content)}}{{more}} }
            """;
    }

    private static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
