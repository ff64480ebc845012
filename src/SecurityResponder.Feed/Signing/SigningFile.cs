using System.Text;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Signing;

/// <summary>Reads and writes the files of a signature, with limits and messages that name the file.</summary>
internal static class SigningFile
{
    private const int MaxTextBytes = 64 * 1024;

    /// <summary>Reads a whole file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="maxBytes">Its limit.</param>
    /// <exception cref="InvalidSourceException">It is longer, does not exist, or cannot be read.</exception>
    public static byte[] Read(string file, int maxBytes)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[Math.Min(stream.Length, maxBytes) + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= maxBytes ? bytes[..length] : throw InvalidSourceException.Of(file, $"the file has more than {maxBytes} bytes");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw InvalidSourceException.Of(file, "no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw InvalidSourceException.Of(file, "the file cannot be read");
        }
    }

    /// <summary>Reads a PEM file.</summary>
    /// <exception cref="InvalidSourceException">It cannot be read.</exception>
    public static string ReadText(string file) => Encoding.UTF8.GetString(Read(file, MaxTextBytes));

    /// <summary>Writes a file as a whole: the old one stays until the new one is complete.</summary>
    /// <exception cref="InvalidSourceException">It cannot be written.</exception>
    public static void Write(string file, ReadOnlySpan<byte> bytes)
    {
        var unfinished = $"{file}.{Environment.ProcessId}.new";
        try
        {
            File.WriteAllBytes(unfinished, bytes);
            File.Move(unfinished, file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(unfinished);
            throw InvalidSourceException.Of(file, "the file cannot be written");
        }
    }
}
