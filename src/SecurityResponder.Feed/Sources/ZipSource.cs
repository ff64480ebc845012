using System.IO.Compression;

namespace SecurityResponder.Feed.Sources;

/// <summary>Reads the entries of a zip archive. Nothing is unpacked to disk.</summary>
internal static class ZipSource
{
    private const int MaxEntries = 500_000;
    private const long MaxTotalBytes = 4L << 30;

    // Deflate reaches 1,032. JSON of advisories has some 5, a large VEX report 30.
    private const int MaxRatio = 200;
    private const long MinBytesForRatio = 1 << 20;

    // Upper half of the external attributes that Unix programs write: the type of the file.
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>The entries with an extension, in the order of their names.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="extension">E.g. <c>.json</c>.</param>
    /// <param name="maxBytes">The limit of each entry.</param>
    /// <exception cref="InvalidSourceException">It is no archive, exceeds a limit, or has a name that leaves the archive.</exception>
    public static IEnumerable<SourceStream> Files(string path, string extension, long maxBytes)
    {
        using var archive = Open(path);
        var length = new FileInfo(path).Length;
        var maxTotal = Math.Min(MaxTotalBytes, Math.Max(MinBytesForRatio, length * MaxRatio));
        var total = 0L;
        foreach (var entry in Entries(archive, path, extension))
        {
            using var stream = Open(entry, $"{path}!{entry.FullName}", maxBytes, length);
            yield return stream;
            total += stream.Length;
            if (total > maxTotal)
            {
                throw InvalidSourceException.Of(path, $"the archive holds more than {maxTotal} bytes");
            }
        }
    }

    private static List<ZipArchiveEntry> Entries(ZipArchive archive, string path, string extension)
    {
        if (archive.Entries.Count > MaxEntries)
        {
            throw InvalidSourceException.Of(path, $"the archive has more than {MaxEntries} entries");
        }

        var entries = archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal).ToList();
        if (entries.Find(entry => LeavesArchive(entry.FullName)) is { } outside)
        {
            throw InvalidSourceException.Of(path, $"the entry {outside.FullName} leaves the archive");
        }

        if (entries.Zip(entries.Skip(1)).FirstOrDefault(pair => pair.First.FullName == pair.Second.FullName).First is { } twice)
        {
            throw InvalidSourceException.Of(path, $"the archive has the entry {twice.FullName} more than once");
        }

        var wanted = entries.FindAll(entry => entry.FullName.EndsWith(extension, StringComparison.Ordinal) && IsRegular(entry));
        return wanted.Count > 0 ? wanted : throw InvalidSourceException.Of(path, $"the archive has no {extension} files");
    }

    private static ZipArchive Open(string path)
    {
        try
        {
            var archive = ZipFile.OpenRead(path);
            _ = archive.Entries.Count;
            return archive;
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw InvalidSourceException.Of(path, "the file is no complete zip archive");
        }
    }

    // The archive states the compressed length itself: it cannot be longer than the archive.
    private static SourceStream Open(ZipArchiveEntry entry, string name, long maxBytes, long archiveLength)
    {
        var maxUnpacked = Math.Max(MinBytesForRatio, Math.Min(entry.CompressedLength, archiveLength) * MaxRatio);
        var limit = maxUnpacked >= maxBytes ? SizeLimit.Of(maxBytes)
            : new SizeLimit(maxUnpacked, $"the entry is compressed by more than a factor of {MaxRatio}");
        try
        {
            return new SourceStream(name, entry.Open(), limit, entry.Crc32);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw InvalidSourceException.Of(name, "the entry cannot be unpacked");
        }
    }

    private static bool IsFault(Exception exception) => exception
        is InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    // Links are not followed. Archives that were not made on Unix have no type.
    private static bool IsRegular(ZipArchiveEntry entry) => ((entry.ExternalAttributes >> 16) & FileTypeMask) is 0 or RegularFile;

    private static bool LeavesArchive(string name) =>
        name.StartsWith('/') || name.Contains('\\') || name.Contains(':') || name.Split('/').Contains("..");
}
