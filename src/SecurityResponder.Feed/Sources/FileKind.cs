using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SecurityResponder.Feed.Sources;

/// <summary>Tells regular files from pipes, sockets and devices: opening a pipe that nobody writes to never returns. .NET has no call
/// for it.</summary>
internal static class FileKind
{
    // https://man7.org/linux/man-pages/man2/statx.2.html: the layout is the same on every architecture.
    private const int CurrentDirectory = -100;
    private const uint TypeField = 1;
    private const int StructureLength = 256;
    private const int ModeOffset = 28;
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>Whether a path is a regular file, or a link to one. What cannot be examined counts as one: opening it fails.</summary>
    public static bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        var status = new byte[StructureLength];
        return statx(CurrentDirectory, path, 0, TypeField, status) != 0
            || (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)) & FileTypeMask) == RegularFile;
    }

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);
}
