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
        var bytes = File.ReadAllBytes(path);
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            throw new InvalidDataException($"{path}: no empty line between headers and body");
        }

        var lines = Encoding.ASCII.GetString(bytes, 0, end).Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).Where(header => header.Length == 2);
        return headers
            .Where(header => !Framing.Contains(header[0], StringComparer.OrdinalIgnoreCase))
            .Aggregate(Answer.Json(status, [bytes.AsMemory(end + 4)]), (answer, header) => answer.WithHeader(header[0], header[1]));
    }
}
