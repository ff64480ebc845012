namespace SecurityResponder.Feed.Sources;

/// <summary>Reads the files of a source: a file, all files of a folder, or all entries of a zip archive. The order does not depend on
/// the file system.</summary>
internal static class SourceReader
{
    /// <summary>Limit of one file. The largest source that is read as a whole, CISA's catalog, has 1.5 MB; EPSS has 10 MB.</summary>
    public const int MaxFileBytes = 64 << 20;

    private const int MaxFiles = 500_000;

    /// <summary>The files of a source that have an extension, one at a time.</summary>
    /// <param name="path">A file, a folder or a zip archive.</param>
    /// <param name="extension">Of the files of a folder or an archive, e.g. <c>.json</c>. A single file may have any.</param>
    /// <exception cref="InvalidSourceException">The source does not exist, cannot be read, or exceeds a limit.</exception>
    public static IEnumerable<SourceFile> Files(string path, string extension)
    {
        if (Directory.Exists(path))
        {
            return InFolder(path, extension);
        }

        return path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && File.Exists(path)
            ? ZipSource.Files(path, extension)
            : [Single(path)];
    }

    /// <summary>A single file.</summary>
    /// <exception cref="InvalidSourceException">It does not exist, cannot be read, or exceeds the limit.</exception>
    public static SourceFile Single(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new SourceFile(path, Limited(stream, path, MaxFileBytes));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            throw InvalidSourceException.Of(path, File.Exists(path) ? "the file cannot be read" : "the file does not exist");
        }
    }

    /// <summary>All bytes of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="maxBytes">The limit.</param>
    /// <exception cref="InvalidSourceException">The stream is longer, or it is a Git LFS pointer.</exception>
    public static byte[] Limited(Stream stream, string name, int maxBytes)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81_920];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            if (content.Length + count > maxBytes)
            {
                throw InvalidSourceException.Of(name, $"the file has more than {maxBytes} bytes");
            }

            content.Write(buffer, 0, count);
        }

        var bytes = content.ToArray();
        return bytes.AsSpan().StartsWith("version https://git-lfs"u8)
            ? throw InvalidSourceException.Of(name, "the file is a Git LFS pointer; git lfs pull fetches the content")
            : bytes;
    }

    private static IEnumerable<SourceFile> InFolder(string folder, string extension)
    {
        // A link could lead out of the folder, or around in a circle.
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var names = Directory.EnumerateFiles(folder, "*" + extension, options).Take(MaxFiles + 1)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal).ToList();
        if (names.Count is 0 or > MaxFiles)
        {
            throw InvalidSourceException.Of(
                folder, names.Count == 0 ? $"the folder has no {extension} files" : $"the folder has more than {MaxFiles} files");
        }

        return names.Select(name => Single(Path.Combine(folder, name)));
    }
}
