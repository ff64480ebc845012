using System.Globalization;

namespace SecurityResponder.Server.Settings;

/// <summary>The clusters to purge: those that match all criteria.</summary>
/// <param name="From">First seen at this time or later; null for any time.</param>
/// <param name="To">First seen before this time; null for any time.</param>
/// <param name="Patterns">Patterns that the latest report matches, all of them.</param>
internal sealed record ClusterSelection(DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<ValuePattern> Patterns)
{
    private const string WindowExpected = "FROM..TO, each a day or an RFC 3339 time in UTC or empty, e.g. 2026-11-30T08:00:00Z..2026-12-01";

    private const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>No criterion.</summary>
    public static ClusterSelection None { get; } = new(null, null, []);

    /// <summary>Whether there is a criterion.</summary>
    public bool HasCriteria => From is not null || To is not null || Patterns.Count > 0;

    /// <summary>Adds a window of the time when a cluster was first seen.</summary>
    /// <exception cref="FormatException">The text is no window.</exception>
    public ClusterSelection WithWindow(string text) => text.Split("..") is [var from, var to] && text.Length > 2
        ? this with { From = Time(from), To = Time(to) }
        : throw new FormatException(WindowExpected);

    /// <summary>Adds patterns of values.</summary>
    /// <exception cref="FormatException">The text is no list of patterns.</exception>
    public ClusterSelection WithPatterns(string text) => this with
    {
        Patterns =
        [
            .. text.Split(',').Select(part => part.Split('=', 2) is [{ Length: > 0 } column, { Length: > 0 } glob]
                ? new ValuePattern(column.Trim(), glob)
                : throw new FormatException("COLUMN=PATTERN, several separated by commas, e.g. os=ACME*,arch=a?c")),
        ],
    };

    private static DateTimeOffset? Time(string text) => text == "" ? null
        : DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, AsUtc, out var time)
            ? time
            : throw new FormatException(WindowExpected);
}

/// <summary>A pattern of the values of a column.</summary>
/// <param name="Column">The column, e.g. <c>os</c>.</param>
/// <param name="Glob">The pattern: <c>*</c> stands for any text, <c>?</c> for one character; case matters.</param>
internal sealed record ValuePattern(string Column, string Glob);
