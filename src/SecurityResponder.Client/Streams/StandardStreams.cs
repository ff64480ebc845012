using Microsoft.Win32.SafeHandles;

namespace SecurityResponder.Client.Streams;

/// <summary>Standard output and error, which may be closed or full.</summary>
internal static class StandardStreams
{
    private const int MaxStandardDescriptor = 2;

    // Kept open as long as the program runs.
    private static readonly List<SafeFileHandle> Reserved = [];

    /// <summary>Opens <c>/dev/null</c> for each standard stream that the caller closed. Otherwise the next file or connection that the
    /// program opens would get its number, and output would be written there.</summary>
    public static void Reserve()
    {
        SafeFileHandle handle;
        do
        {
            handle = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            Reserved.Add(handle);
        }
        while (handle.DangerousGetHandle() <= MaxStandardDescriptor);
    }
}
