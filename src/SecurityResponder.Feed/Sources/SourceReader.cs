namespace SecurityResponder.Feed.Sources;

/// <summary>Reads the files of a source: a file, all files of a folder, or all entries of a zip archive. The order does not depend on
/// the file system.</summary>
internal static class SourceReader
{
    /// <summary>Limit of a file that is read as a whole. The largest of them: EPSS has 10 MB, CISA's catalog 1.5 MB.</summary>
    public const int MaxFileBytes = 64 << 20;

    /// <summary>Limit of a file that is read as a stream. Rancher's OpenVEX report has 122 MB.</summary>
    public const long MaxStreamBytes = 1L << 30;

    /// <summary>The files of a source that have an extension, one at a time.</summary>
    /// <param name="path">A file, a folder or a zip archive.</param>
    /// <param name="extension">Of the files of a folder or an archive, e.g. <c>.json</c>. A single file may have any.</param>
    /// <exception cref="InvalidSourceException">The source does not exist, cannot be read, or exceeds a limit.</exception>
    public static IEnumerable<SourceFile> Files(string path, string extension) =>
        Streams(path, extension, MaxFileBytes).Select(stream => stream.ReadAll());

    /// <summary>The files of a source that have an extension, to be read one after the other.</summary>
    /// <param name="path">A file, a folder or a zip archive.</param>
    /// <param name="extension">Of the files of a folder or an archive, e.g. <c>.json</c>. A single file may have any.</param>
    /// <param name="maxBytes">The limit of each.</param>
    /// <exception cref="InvalidSourceException">The source does not exist, cannot be read, or exceeds a limit.</exception>
    public static IEnumerable<SourceStream> Streams(string path, string extension, long maxBytes)
    {
        if (Directory.Exists(path))
        {
            return SourceFolder.Files(path, extension).SelectMany(file => One(file, maxBytes));
        }

        return path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && File.Exists(path)
            ? ZipSource.Files(path, extension, maxBytes)
            : One(path, maxBytes);
    }

    /// <summary>A single file.</summary>
    /// <exception cref="InvalidSourceException">It does not exist, cannot be read, or exceeds the limit.</exception>
    public static SourceFile Single(string path)
    {
        using var stream = Open(path, MaxFileBytes);
        return stream.ReadAll();
    }

    /// <summary>The only file of a source.</summary>
    /// <param name="path">A file, or a folder or a zip archive with one file that has the extension.</param>
    /// <param name="extension">Of the file in a folder or an archive, e.g. <c>.json</c>. A single file may have any.</param>
    /// <exception cref="InvalidSourceException">There is none, or more than one; it cannot be read, or exceeds the limit.</exception>
    public static SourceFile Only(string path, string extension)
    {
        if (!Directory.Exists(path) && !path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return Single(path);
        }

        var files = Files(path, extension).Take(2).ToList();
        return files is [var only] ? only : throw InvalidSourceException.Of(
            path, $"expected one file that ends with {extension}, not {(files.Count == 0 ? "none" : "several")}");
    }

    // Closed when the next file is wanted.
    private static IEnumerable<SourceStream> One(string path, long maxBytes)
    {
        using var stream = Open(path, maxBytes);
        yield return stream;
    }

    private static SourceStream Open(string path, long maxBytes)
    {
        try
        {
            return new SourceStream(path, File.OpenRead(path), SizeLimit.Of(maxBytes));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            throw InvalidSourceException.Of(path, File.Exists(path) ? "the file cannot be read" : "the file does not exist");
        }
    }
}
