using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SecurityResponder.Feed.Streams;

/// <summary>Standard output and error, which may be closed or full.</summary>
internal static class StandardStreams
{
    private const int MaxStandardDescriptor = 2;

    // Kept open as long as the program runs.
    private static readonly List<SafeFileHandle> Reserved = [];

    /// <summary>Replaces the streams of the console by ones whose writes do not fail.</summary>
    /// <returns>Standard output, which knows whether something was lost.</returns>
    public static LossyStream Open()
    {
        Reserve();
        var output = new LossyStream(Console.OpenStandardOutput());
        Console.SetOut(Writer(output));
        Console.SetError(Writer(new LossyStream(Console.OpenStandardError())));
        return output;
    }

    // Opens /dev/null for each standard stream that the caller closed. Otherwise the next file or connection that the program opens would
    // get its number, and output would be written there. It is opened for reading only: a write fails, so that a lost result is noticed.
    private static void Reserve()
    {
        SafeFileHandle handle;
        do
        {
            handle = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Reserved.Add(handle);
        }
        while (handle.DangerousGetHandle() <= MaxStandardDescriptor);
    }

    private static StreamWriter Writer(LossyStream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
