namespace SecurityResponder.Feed.Images;

/// <summary>A finished image.</summary>
/// <param name="Name">Its name with a tag.</param>
/// <param name="Digest">The digest of the image, which a registry shows.</param>
/// <param name="Platforms">E.g. <c>linux/amd64</c>.</param>
/// <param name="Index">The content of <c>index.json</c>.</param>
/// <param name="Blobs">Path in the layout and content, ordered by path.</param>
internal sealed record ImageLayout(
    string Name,
    string Digest,
    IReadOnlyList<string> Platforms,
    byte[] Index,
    IEnumerable<KeyValuePair<string, Func<Stream>>> Blobs)
{
    /// <summary>All files of the layout, in the order in which they are written.</summary>
    public IEnumerable<KeyValuePair<string, Func<Stream>>> Files =>
    [
        .. Blobs,
        new("index.json", () => new MemoryStream(Index)),
        new("oci-layout", () => new MemoryStream("""{"imageLayoutVersion":"1.0.0"}"""u8.ToArray())),
    ];
}
