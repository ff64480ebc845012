namespace SecurityResponder.Feed.Images;

/// <summary>The files of an OCI layout (<see href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md"/>).</summary>
internal interface ILayoutFiles : IDisposable
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">The path inside the layout, e.g. <c>index.json</c>.</param>
    /// <returns>A stream at its beginning, which belongs to this object; null when there is no such file.</returns>
    Stream? Open(string path);
}
