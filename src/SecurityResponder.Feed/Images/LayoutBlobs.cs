namespace SecurityResponder.Feed.Images;

/// <summary>The blobs of an image that is being made: new ones, and those that it keeps from its base.</summary>
/// <param name="image">The base.</param>
internal sealed class LayoutBlobs(BaseImage image)
{
    private readonly SortedDictionary<string, Func<Stream>> _blobs = new(StringComparer.Ordinal);

    /// <summary>Path in the layout and content, ordered by path.</summary>
    public IEnumerable<KeyValuePair<string, Func<Stream>>> All => _blobs;

    /// <summary>Adds a new blob.</summary>
    public OciDescriptor Add(string mediaType, byte[] blob)
    {
        var descriptor = OciDescriptor.Of(mediaType, blob);
        _blobs[descriptor.Path] = () => new MemoryStream(blob);
        return descriptor;
    }

    /// <summary>Keeps a blob of the base.</summary>
    public void Keep(OciDescriptor descriptor) => _blobs[descriptor.Path] = () => image.Open(descriptor);
}
