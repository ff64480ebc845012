using System.Formats.Tar;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Images;

/// <summary>Writes an image as a folder or as a tar file: as a whole, or not at all.</summary>
internal static class LayoutWriter
{
    private const string ArchiveSuffix = ".tar";

    /// <summary>Writes an image.</summary>
    /// <param name="layout">The image.</param>
    /// <param name="path">A tar file when it ends with <c>.tar</c>, which is replaced; otherwise a folder, which must not exist or be
    /// empty.</param>
    /// <exception cref="InvalidSourceException">It cannot be written.</exception>
    public static void Write(ImageLayout layout, string path)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        var isArchive = path.EndsWith(ArchiveSuffix, StringComparison.Ordinal);
        if (isArchive ? Directory.Exists(path) : File.Exists(path) || IsFilled(path))
        {
            throw InvalidSourceException.Of(path, isArchive ? "this is a folder" : "the folder exists already");
        }

        var unfinished = $"{path}.{Environment.ProcessId}.new";
        try
        {
            if (isArchive)
            {
                WriteArchive(layout, unfinished);
                File.Move(unfinished, path, overwrite: true);
            }
            else
            {
                WriteFolder(layout, unfinished);
                RemoveEmpty(path);
                Directory.Move(unfinished, path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw InvalidSourceException.Of(path, "the image cannot be written");
        }
        finally
        {
            Delete(unfinished);
        }
    }

    private static void WriteArchive(ImageLayout layout, string file)
    {
        using var stream = File.Create(file);
        using var writer = new TarWriter(stream, TarEntryFormat.Ustar);
        writer.WriteEntry(LayoutEntry.Folder("blobs/"));
        writer.WriteEntry(LayoutEntry.Folder("blobs/sha256/"));
        foreach (var (name, open) in layout.Files)
        {
            writer.WriteEntry(LayoutEntry.File(name, open()));
        }
    }

    private static void WriteFolder(ImageLayout layout, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "blobs/sha256"));
        foreach (var (name, open) in layout.Files)
        {
            using var file = File.Create(Path.Combine(folder, name));
            open().CopyTo(file);
        }
    }

    private static bool IsFilled(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();

    private static void RemoveEmpty(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder);
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
