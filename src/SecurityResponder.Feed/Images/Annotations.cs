namespace SecurityResponder.Feed.Images;

/// <summary>The annotations of a feed image
/// (<see href="https://github.com/opencontainers/image-spec/blob/main/annotations.md"/>).</summary>
internal static class Annotations
{
    /// <summary>The name of an image in <c>index.json</c>.</summary>
    public const string Name = "org.opencontainers.image.ref.name";

    // containerd names an imported image after this annotation. Without it, the name would have no registry, and a pod would not find it.
    private const string ContainerdName = "io.containerd.image.name";
    private const string BaseDigest = "org.opencontainers.image.base.digest";
    private const string Created = "org.opencontainers.image.created";

    /// <summary>The annotations that name an image.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OfName(string name)
    {
        yield return new(Name, name);
        if (ImageName.Qualified(name) is { } qualified)
        {
            yield return new(ContainerdName, qualified);
        }
    }

    /// <summary>The annotations of an index or a manifest.</summary>
    /// <param name="baseDigest">The digest of the same document of the base.</param>
    /// <param name="created">When the feed was generated, RFC 3339.</param>
    public static IEnumerable<KeyValuePair<string, string>> OfBase(string baseDigest, string created) =>
        [new(BaseDigest, baseDigest), new(Created, created)];
}
