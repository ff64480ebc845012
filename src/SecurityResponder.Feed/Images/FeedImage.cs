using System.Globalization;
using System.Text.Json.Nodes;

namespace SecurityResponder.Feed.Images;

/// <summary>Adds a layer with the feed to every platform of an image. Everything else of the image stays as it is.</summary>
/// <param name="image">The client's image.</param>
/// <param name="feed">The feed.</param>
internal sealed class FeedImage(BaseImage image, FeedFiles feed)
{
    private const string CreatedBy = "security-responder-feed image";
    private const string OciIndex = "application/vnd.oci.image.index.v1+json";
    private const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
    private const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    private const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    private const string OciLayer = "application/vnd.oci.image.layer.v1.tar+gzip";
    private const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private const int MaxDepth = 3;

    private readonly string _created = feed.GeneratedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
    private readonly FeedLayer _layer = FeedLayer.Of(feed.Files);
    private readonly LayoutBlobs _blobs = new(image);
    private readonly List<string> _platforms = [];

    /// <summary>Makes the image.</summary>
    /// <param name="name">Its name; null for the name of the base with a dated tag.</param>
    /// <exception cref="Sources.InvalidSourceException">The base is no image, or has no name.</exception>
    public ImageLayout Build(string? name)
    {
        var entry = image.Entry();
        var descriptor = OciDescriptor.TryParse(entry) ?? throw image.Invalid("index.json: expected a media type, a digest and a size");
        name ??= ImageName.Dated(
            OciJson.Text(OciJson.Object(entry, "annotations"), Annotations.Name)
                ?? throw image.Invalid("the image has no name: set --name"),
            feed.GeneratedAt);
        if (!ImageName.IsValid(name))
        {
            throw image.Invalid($"{name} is not the name of an image: set --name, e.g. rancher/rke2-security-responder:v0.2.0");
        }

        var root = WithFeed(descriptor, depth: 0);
        root.WriteTo(entry);
        OciJson.Annotate(entry, Annotations.OfName(name));
        var index = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = OciIndex, ["manifests"] = new JsonArray(entry.DeepClone()) };
        return new ImageLayout(name, root.Digest, _platforms, OciJson.ToBytes(index), _blobs.All);
    }

    private OciDescriptor WithFeed(OciDescriptor descriptor, int depth) => descriptor.MediaType switch
    {
        OciIndex or DockerIndex when depth < MaxDepth => Index(descriptor, depth),
        OciManifest => Manifest(descriptor, OciLayer),
        DockerManifest => Manifest(descriptor, DockerLayer),
        var other => throw image.Invalid($"{descriptor.Path}: expected an image, found {other}"),
    };

    private OciDescriptor Index(OciDescriptor descriptor, int depth)
    {
        var index = image.Read(descriptor);
        var manifests = OciJson.List(index, "manifests") ?? throw image.Invalid($"{descriptor.Path}: expected a list of manifests");

        // A statement about a manifest of the base (provenance, SBOM) says nothing about this image.
        foreach (var statement in manifests.Where(IsStatement).ToList())
        {
            manifests.Remove(statement);
        }

        foreach (var child in manifests)
        {
            WithFeed(Descriptor(child, descriptor), depth + 1).WriteTo(child!);
        }

        Annotate(index, descriptor);
        return _blobs.Add(descriptor.MediaType, OciJson.ToBytes(index));
    }

    private OciDescriptor Manifest(OciDescriptor descriptor, string layerType)
    {
        var manifest = image.Read(descriptor);
        if (OciJson.List(manifest, "layers") is not { } layers || OciJson.Object(manifest, "config") is not { } configEntry)
        {
            throw image.Invalid($"{descriptor.Path}: expected a configuration and layers");
        }

        foreach (var layer in layers)
        {
            _blobs.Keep(Descriptor(layer, descriptor));
        }

        layers.Add((JsonNode)_blobs.Add(layerType, _layer.Blob).ToJson());
        Config(Descriptor(configEntry, descriptor)).WriteTo(configEntry);
        Annotate(manifest, descriptor);
        return _blobs.Add(descriptor.MediaType, OciJson.ToBytes(manifest));
    }

    private OciDescriptor Config(OciDescriptor descriptor)
    {
        var config = image.Read(descriptor);
        if (OciJson.List(OciJson.Object(config, "rootfs"), "diff_ids") is not { } diffIds)
        {
            throw image.Invalid($"{descriptor.Path}: expected rootfs.diff_ids");
        }

        // The number of entries of a history must be the number of layers.
        if (OciJson.List(config, "history") is { } history)
        {
            if (history.Any(step => OciJson.Text(step, "created_by") == CreatedBy))
            {
                throw image.Invalid("this image has a feed already: use the image of the client");
            }

            history.Add((JsonNode)new JsonObject { ["created"] = _created, ["created_by"] = CreatedBy });
        }

        diffIds.Add((JsonNode)JsonValue.Create(_layer.DiffId));
        config["created"] = _created;
        _platforms.Add($"{OciJson.Text(config, "os")}/{OciJson.Text(config, "architecture")}");
        return _blobs.Add(descriptor.MediaType, OciJson.ToBytes(config));
    }

    private OciDescriptor Descriptor(JsonNode? node, OciDescriptor parent) => OciDescriptor.TryParse(node)
        ?? throw image.Invalid($"{parent.Path}: expected a media type, a digest with sha256, and a size");

    private void Annotate(JsonObject document, OciDescriptor original) =>
        OciJson.Annotate(document, Annotations.OfBase(original.Digest, _created));

    private static bool IsStatement(JsonNode? manifest) => OciJson.Text(OciJson.Object(manifest, "platform"), "os") == "unknown";
}
