using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Sources;

/// <summary>Collects which files of a source were read: their digest and the newest date inside them. Each address is listed on its own,
/// all local files together.</summary>
/// <param name="name">What the source is, e.g. <c>OSV advisories</c>.</param>
/// <param name="url">Where it is published.</param>
/// <param name="license">Its license, e.g. <c>CC-BY-4.0</c>; null when unknown.</param>
internal sealed class SourceLog(string name, string url, string? license)
{
    private const string Local = "";

    private readonly SortedDictionary<string, Part> _parts = new(StringComparer.Ordinal);
    private Part? _current;

    /// <summary>The newest date inside the files, UTC; null when none has a date.</summary>
    public DateTimeOffset? NewestDate => _parts.Values.Max(part => part.NewestDate);

    private Part Current => _current ??= PartOf(Local);

    /// <summary>Begins with local files.</summary>
    public void BeginLocal() => _current = PartOf(Local);

    /// <summary>Begins with a downloaded file, or with the entries of a downloaded archive.</summary>
    /// <param name="address">Where it was downloaded, without credentials.</param>
    /// <param name="sha256">The digest of the file.</param>
    public void Begin(string address, string sha256)
    {
        _current = PartOf(address);
        _current.Sha256 = sha256;
    }

    /// <summary>Records a file.</summary>
    /// <param name="sha256">The digest of its content.</param>
    public void Add(string sha256) => Current.Digests.Add(sha256);

    /// <summary>Records a date that a file contains. Text that is no date, and Go's zero time, are ignored.</summary>
    public void AddDate(string? text)
    {
        if (DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            && date.Year > 1 && (Current.NewestDate is null || date > Current.NewestDate))
        {
            Current.NewestDate = date;
        }
    }

    /// <summary>The entries in the feed: that of the local files, then in the order of their addresses. The digest of several local files
    /// is that of their sorted digests, one a line.</summary>
    public IEnumerable<AnswerSource> ToAnswers() =>
        _parts.Where(part => part.Value.Digests.Count > 0).Select(part => ToAnswer(part.Key, part.Value));

    private AnswerSource ToAnswer(string address, Part part) => new()
    {
        Name = name,
        Url = address == Local ? url : address,
        Date = part.NewestDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Sha256 = part.Sha256 ?? (part.Digests.Count == 1 ? part.Digests.Min : null) ?? Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(part.Digests.Select(digest => digest + "\n"))))),
        License = license,
    };

    private Part PartOf(string address) => _parts.TryGetValue(address, out var part) ? part : _parts[address] = new Part();

    private sealed class Part
    {
        public SortedSet<string> Digests { get; } = new(StringComparer.Ordinal);

        public DateTimeOffset? NewestDate { get; set; }

        public string? Sha256 { get; set; }
    }
}
