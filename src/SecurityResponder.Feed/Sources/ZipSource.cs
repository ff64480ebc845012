using System.IO.Compression;

namespace SecurityResponder.Feed.Sources;

/// <summary>Reads the entries of a zip archive in memory. Nothing is unpacked to disk.</summary>
internal static class ZipSource
{
    private const int MaxEntries = 500_000;
    private const int MaxEntryBytes = 16 << 20;
    private const long MaxTotalBytes = 4L << 30;

    // Deflate reaches 1,032. JSON of advisories has some 5.
    private const long MaxRatio = 200;
    private const long MinBytesForRatio = 1 << 20;

    /// <summary>The entries with an extension, in the order of their names.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="extension">E.g. <c>.json</c>.</param>
    /// <exception cref="InvalidSourceException">It is no archive, exceeds a limit, or has a name that leaves the archive.</exception>
    public static IEnumerable<SourceFile> Files(string path, string extension)
    {
        using var archive = Open(path);
        if (archive.Entries.Count > MaxEntries)
        {
            throw InvalidSourceException.Of(path, $"the archive has more than {MaxEntries} entries");
        }

        var total = 0L;
        foreach (var entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            if (LeavesArchive(entry.FullName))
            {
                throw InvalidSourceException.Of(path, $"the entry {entry.FullName} leaves the archive");
            }

            if (entry.FullName.EndsWith(extension, StringComparison.Ordinal))
            {
                var file = Read(entry, $"{path}!{entry.FullName}");
                total += file.Bytes.Length;
                yield return total <= MaxTotalBytes ? file
                    : throw InvalidSourceException.Of(path, $"the archive holds more than {MaxTotalBytes} bytes");
            }
        }
    }

    private static ZipArchive Open(string path)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw InvalidSourceException.Of(path, "the file is no complete zip archive");
        }
    }

    private static SourceFile Read(ZipArchiveEntry entry, string name)
    {
        try
        {
            using var stream = entry.Open();
            var bytes = SourceReader.Limited(stream, name, MaxEntryBytes);
            if (bytes.Length > MinBytesForRatio && bytes.Length > entry.CompressedLength * MaxRatio)
            {
                throw InvalidSourceException.Of(name, $"the entry is compressed by more than a factor of {MaxRatio}");
            }

            return new SourceFile(name, bytes);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException)
        {
            throw InvalidSourceException.Of(name, "the entry cannot be unpacked");
        }
    }

    private static bool LeavesArchive(string name) =>
        name.StartsWith('/') || name.Contains('\\') || name.Contains(':') || name.Split('/').Contains("..");
}
