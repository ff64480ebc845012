using System.Globalization;
using System.Text;

namespace SecurityResponder.Fakes;

/// <summary>Reads a recorded answer with its headers.</summary>
internal static class RecordedHttp
{
    // The server sets its own length and framing headers.
    private static readonly string[] Framing = ["content-length", "transfer-encoding", "connection"];

    public static Answer Read(string path)
    {
        var bytes = WithoutRequest(File.ReadAllBytes(path));
        var (end, body) = EndOfHeaders(bytes.Span);
        if (end < 0)
        {
            throw new InvalidDataException($"{path}: no empty line between headers and body");
        }

        var lines = Encoding.ASCII.GetString(bytes.Span[..end]).ReplaceLineEndings("\n").Split('\n');
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).Where(header => header.Length == 2);
        return headers
            .Where(header => !Framing.Contains(header[0], StringComparer.OrdinalIgnoreCase))
            .Aggregate(Answer.Json(status, [bytes[body..]]), (answer, header) => answer.WithHeader(header[0], header[1]));
    }

    // Some recordings hold the request, too, before this line.
    private static ReadOnlyMemory<byte> WithoutRequest(byte[] bytes)
    {
        var separator = "--- answer ---\n"u8;
        var start = bytes.AsSpan().IndexOf(separator);
        return start < 0 ? bytes : bytes.AsMemory(start + separator.Length);
    }

    private static (int End, int Body) EndOfHeaders(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        return end >= 0 ? (end, end + 4) : (bytes.IndexOf("\n\n"u8), bytes.IndexOf("\n\n"u8) + 2);
    }
}
