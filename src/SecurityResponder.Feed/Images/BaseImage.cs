using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Images;

/// <summary>The image that a feed is added to. Every blob is checked against its digest before it is used.</summary>
internal sealed class BaseImage : IDisposable
{
    // A manifest has about 1,000 bytes. Registries accept up to 4 MiB.
    private const int MaxJsonBytes = 4 << 20;

    private readonly string _path;
    private readonly ILayoutFiles _files;

    private BaseImage(string path, ILayoutFiles files)
    {
        _path = path;
        _files = files;
    }

    /// <summary>Opens a layout.</summary>
    /// <param name="path">A folder or a tar file.</param>
    /// <exception cref="InvalidSourceException">It is no OCI layout.</exception>
    public static BaseImage Open(string path)
    {
        if (Directory.Exists(path))
        {
            return new BaseImage(path, new LayoutFolder(path));
        }

        try
        {
            return new BaseImage(path, new LayoutArchive(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw InvalidSourceException.Of(path, "no such file");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw Invalid("expected an OCI layout: a folder, or a tar file that is not compressed", path);
        }
    }

    /// <summary>The one entry of <c>index.json</c>: the image, with its name in the annotations.</summary>
    /// <exception cref="InvalidSourceException">There is no such file, or it names another number of images.</exception>
    public JsonObject Entry()
    {
        const string name = "index.json";
        var bytes = Reading(name, () => _files.Open(name) is { } stream ? ReadAll(stream, name) : null)
            ?? throw Invalid($"expected an OCI layout with {name}");
        var entries = OciJson.List(Parse(name, bytes), "manifests");
        return entries is [JsonObject entry] ? entry : throw Invalid($"{name}: expected one image, found {entries?.Count ?? 0}");
    }

    /// <summary>Reads a JSON document.</summary>
    /// <exception cref="InvalidSourceException">It is missing, too long, changed or no JSON object.</exception>
    public JsonObject Read(OciDescriptor descriptor)
    {
        var stream = Open(descriptor);
        return Parse(descriptor.Path, Reading(descriptor.Path, () => ReadAll(stream, descriptor.Path)));
    }

    /// <summary>Opens a blob after its digest was checked.</summary>
    /// <exception cref="InvalidSourceException">It is missing or changed.</exception>
    public Stream Open(OciDescriptor descriptor)
    {
        var stream = Reading(descriptor.Path, () => _files.Open(descriptor.Path)) ?? throw Invalid($"{descriptor.Path} is missing");
        var digest = Reading(descriptor.Path, () => Convert.ToHexStringLower(SHA256.HashData(stream)));
        if (stream.Length != descriptor.Size || $"sha256:{digest}" != descriptor.Digest)
        {
            throw Invalid($"{descriptor.Path} was changed: its content does not have this digest");
        }

        stream.Position = 0;
        return stream;
    }

    /// <summary>A fault of this image.</summary>
    public InvalidSourceException Invalid(string sentence) => Invalid(sentence, _path);

    public void Dispose() => _files.Dispose();

    private static InvalidSourceException Invalid(string sentence, string path) => InvalidSourceException.Of(path, sentence);

    // An archive can end early, and a file of a folder can be unreadable.
    private T Reading<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Invalid($"{name} cannot be read");
        }
    }

    private JsonObject Parse(string name, byte[] utf8) => OciJson.TryParse(utf8) ?? throw Invalid($"{name}: expected a JSON object");

    private byte[] ReadAll(Stream stream, string name)
    {
        if (stream.Length > MaxJsonBytes)
        {
            throw Invalid($"{name} has more than {MaxJsonBytes} bytes");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
