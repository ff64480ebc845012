using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace SecurityResponder.Files;

/// <summary>Reads regular files only, up to a limit. Opening a pipe that nobody writes to never returns, and a device may have no end. .NET
/// has no call that tells them from files.</summary>
public static class RegularFile
{
    // https://man7.org/linux/man-pages/man2/statx.2.html: the layout is the same on every architecture.
    private const int CurrentDirectory = -100;
    private const uint TypeField = 1;
    private const int StructureLength = 256;
    private const int ModeOffset = 28;
    private const int FileTypeMask = 0xF000;
    private const int TypeOfRegularFile = 0x8000;

    // Files of /proc state the length 0.
    private const int InitialBytes = 4096;

    /// <summary>Whether a path is a regular file, or a link to one. What cannot be examined counts as one: opening it fails.</summary>
    public static bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        var status = new byte[StructureLength];
        return statx(CurrentDirectory, path, 0, TypeField, status) != 0
            || (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)) & FileTypeMask) == TypeOfRegularFile;
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It is not a regular file, does not exist, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path) =>
        IsRegular(path) ? File.OpenRead(path) : throw new IOException($"{path} is not a regular file");

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The longest file that is read.</param>
    /// <exception cref="IOException">As for <see cref="Open"/>, or the file is longer.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] Read(string path, int maxBytes)
    {
        using var file = Open(path);
        var bytes = new byte[Math.Min(Math.Max(file.Length, InitialBytes), maxBytes) + 1];
        var length = 0;
        for (int count; (count = file.Read(bytes, length, bytes.Length - length)) > 0;)
        {
            length += count;
            if (length > maxBytes)
            {
                throw new IOException($"{path} is longer than {maxBytes} bytes");
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, Math.Min(length * 2, maxBytes + 1));
            }
        }

        Array.Resize(ref bytes, length);
        return bytes;
    }

    /// <summary>Reads a whole file as UTF-8, without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The longest file that is read.</param>
    /// <exception cref="IOException">As for <see cref="Read"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string ReadText(string path, int maxBytes) => Encoding.UTF8.GetString(Read(path, maxBytes)).TrimStart('\uFEFF');

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);
}
