namespace SecurityResponder.Feed.Images;

/// <summary>An OCI layout in a folder.</summary>
/// <param name="folder">The folder.</param>
internal sealed class LayoutFolder(string folder) : ILayoutFiles
{
    private readonly List<Stream> _open = [];

    public Stream? Open(string path)
    {
        var file = Path.Combine(folder, path);
        if (!File.Exists(file))
        {
            return null;
        }

        var stream = File.OpenRead(file);
        _open.Add(stream);
        return stream;
    }

    public void Dispose() => _open.ForEach(stream => stream.Dispose());
}
