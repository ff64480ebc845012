using Microsoft.Win32.SafeHandles;

namespace SecurityResponder.Streams;

/// <summary>Standard output and error, which may be closed or full.</summary>
public static class StandardStreams
{
    private const int MaxStandardDescriptor = 2;

    // Kept open as long as the program runs.
    private static readonly List<SafeFileHandle> Reserved = [];

    /// <summary>Opens <c>/dev/null</c> for each standard stream that the caller closed. Otherwise the next file or connection that the
    /// program opens would get its number, and output would be written there.</summary>
    /// <param name="access">With <see cref="FileAccess.ReadWrite"/>, output is lost unseen; with <see cref="FileAccess.Read"/>, a write
    /// fails, so that the loss is noticed.</param>
    public static void Reserve(FileAccess access)
    {
        SafeFileHandle handle;
        do
        {
            handle = File.OpenHandle("/dev/null", FileMode.Open, access, FileShare.ReadWrite);
            Reserved.Add(handle);
        }
        while (handle.DangerousGetHandle() <= MaxStandardDescriptor);
    }
}
