using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Sources;

/// <summary>Collects which files of a source were read: their digest and the newest date inside them.</summary>
/// <param name="name">What the source is, e.g. <c>OSV advisories</c>.</param>
/// <param name="url">Where it is published.</param>
/// <param name="license">Its license, e.g. <c>CC-BY-4.0</c>; null when unknown.</param>
internal sealed class SourceLog(string name, string url, string? license)
{
    private readonly SortedSet<string> _digests = new(StringComparer.Ordinal);

    /// <summary>Number of different files.</summary>
    public int Count => _digests.Count;

    /// <summary>The newest date inside the files, UTC; null when none has a date.</summary>
    public DateTimeOffset? NewestDate { get; private set; }

    /// <summary>Records a file.</summary>
    /// <param name="sha256">The digest of its content.</param>
    public void Add(string sha256) => _digests.Add(sha256);

    /// <summary>Records a date that a file contains. Text that is no date, and Go's zero time, are ignored.</summary>
    public void AddDate(string? text)
    {
        if (DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            && date.Year > 1 && (NewestDate is null || date > NewestDate))
        {
            NewestDate = date;
        }
    }

    /// <summary>The entry in the feed. The digest of several files is that of their sorted digests, one a line.</summary>
    public AnswerSource ToAnswer() => new()
    {
        Name = name,
        Url = url,
        Date = NewestDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Sha256 = _digests.Count == 1 ? _digests.Min : Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(_digests.Select(digest => digest + "\n"))))),
        License = license,
    };
}
