using System.Formats.Tar;

namespace SecurityResponder.Feed.Images;

/// <summary>An OCI layout in a tar file that is not compressed. Nothing is unpacked: the blobs are read where they are.</summary>
internal sealed class LayoutArchive : ILayoutFiles
{
    private const int MaxEntries = 10_000;

    private readonly FileStream _archive;
    private readonly Dictionary<string, Stream> _files = new(StringComparer.Ordinal);

    /// <summary>Reads the list of files.</summary>
    /// <exception cref="InvalidDataException">The file is no tar archive.</exception>
    /// <exception cref="IOException">The file cannot be read, or it ends early.</exception>
    public LayoutArchive(string file)
    {
        _archive = File.OpenRead(file);
        try
        {
            ReadEntries();
        }
        catch
        {
            _archive.Dispose();
            throw;
        }
    }

    public Stream? Open(string path)
    {
        if (_files.TryGetValue(path, out var stream))
        {
            stream.Position = 0;
            return stream;
        }

        return null;
    }

    public void Dispose() => _archive.Dispose();

    private void ReadEntries()
    {
        using var reader = new TarReader(_archive, leaveOpen: true);
        for (var count = 0; reader.GetNextEntry() is { } entry; count++)
        {
            if (count == MaxEntries)
            {
                throw new InvalidDataException($"more than {MaxEntries} files");
            }

            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
                _files[name] = entry.DataStream ?? new MemoryStream();
            }
        }
    }
}
