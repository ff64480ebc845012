using System.Formats.Tar;

namespace SecurityResponder.Feed.Images;

/// <summary>Entries of tar files with nothing of this machine in them: no time, no user.</summary>
internal static class LayoutEntry
{
    private const UnixFileMode FileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode FolderMode =
        FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>A file that everyone may read.</summary>
    /// <param name="name">The path, e.g. <c>feed.json</c>.</param>
    /// <param name="content">Is read when the entry is written.</param>
    public static TarEntry File(string name, Stream content) => new UstarTarEntry(TarEntryType.RegularFile, name)
    {
        Mode = FileMode,
        ModificationTime = DateTimeOffset.UnixEpoch,
        DataStream = content,
    };

    /// <summary>A folder.</summary>
    public static TarEntry Folder(string name) => new UstarTarEntry(TarEntryType.Directory, name)
    {
        Mode = FolderMode,
        ModificationTime = DateTimeOffset.UnixEpoch,
    };
}
