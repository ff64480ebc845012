using System.Globalization;
using System.IO.Compression;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Vulnerabilities;

/// <summary>Reads FIRST's EPSS scores (<see href="https://www.first.org/epss/data_stats"/>), plain or compressed by gzip.</summary>
internal static class EpssScores
{
    private const int MaxBytes = 128 << 20;

    /// <summary>The probabilities by CVE id.</summary>
    /// <param name="file">The file.</param>
    /// <param name="log">Receives the scores' date.</param>
    /// <exception cref="InvalidSourceException">The file has another shape.</exception>
    public static IReadOnlyDictionary<string, double> Read(SourceFile file, SourceLog log)
    {
        var scores = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        using var reader = new StreamReader(new MemoryStream(Unpacked(file)));
        var hasHeader = false;
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.StartsWith('#'))
            {
                log.AddDate(DateIn(text));
            }
            else if (!hasHeader)
            {
                hasHeader = text.StartsWith("cve,epss", StringComparison.Ordinal) ? true : throw file.Fault(line, "the columns cve,epss");
            }
            else if (text != "")
            {
                var (id, score) = Row(file, line, text);
                scores[id] = score;
            }
        }

        return hasHeader ? scores : throw file.Fault(1, "the columns cve,epss");
    }

    private static (string Id, double Score) Row(SourceFile file, int line, string text)
    {
        var cells = text.Split(',');
        return cells.Length >= 2 && cells[0].StartsWith("CVE-", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && score is >= 0 and <= 1
            ? (cells[0], score)
            : throw file.Fault(line, "a CVE id and a probability from 0 to 1");
    }

    private static string? DateIn(string comment) => comment.Split(',')
        .Select(part => part.Split(':', 2)).FirstOrDefault(part => part[0].Trim() == "score_date" && part.Length == 2)?[1];

    private static byte[] Unpacked(SourceFile file)
    {
        if (file.Bytes is not [0x1f, 0x8b, ..])
        {
            return file.Utf8.ToArray();
        }

        var stream = new GZipStream(new MemoryStream(file.Bytes), CompressionMode.Decompress);
        using var unpacked = new SourceStream(file.Name, stream, SizeLimit.Of(MaxBytes));
        return unpacked.ReadAll().Bytes;
    }
}
