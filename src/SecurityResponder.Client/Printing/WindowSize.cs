using System.Runtime.InteropServices;

namespace SecurityResponder.Client.Printing;

/// <summary>The size of the terminal that is connected to standard output
/// (<see href="https://man7.org/linux/man-pages/man2/TIOCGWINSZ.2const.html"/>). <c>Console.WindowWidth</c> would add the code that reads
/// the terminal database: 40 KB.</summary>
internal static class WindowSize
{
    private const int StandardOutput = 1;
    private const nuint Request = 0x5413;
    private const int ColumnsIndex = 1;

    /// <summary>The width in columns; null when it is unknown.</summary>
    public static int? Columns
    {
        get
        {
            // Rows, columns, and the size in pixels.
            var size = new ushort[4];
            return Control(StandardOutput, Request, size) == 0 ? size[ColumnsIndex] : null;
        }
    }

    [DllImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Control(int file, nuint request, [In, Out] ushort[] size);
}
