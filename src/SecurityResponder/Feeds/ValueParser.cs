using System.Globalization;

namespace SecurityResponder.Feeds;

/// <summary>Text from the wire, turned into values.</summary>
internal static class ValueParser
{
    private const int LongestAddress = 2048;
    private const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>RFC 3339, or a date without a time (then midnight UTC); null for anything else, and for year 1, Go's word for "not
    /// set".</summary>
    public static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, AsUtc, out var at) && at.Year > 1 ? at : null;

    /// <summary>An absolute http or https address in printable ASCII; null for anything else.</summary>
    public static string? Address(string? text) =>
        text is { Length: > 0 and <= LongestAddress } && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && (text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("http://", StringComparison.Ordinal)) ? text : null;

    /// <summary>An id such as <c>CVE-2025-4563</c>: letters, digits and <c>-_.:</c>, at most 64; null for anything else.</summary>
    public static string? Id(string? text)
    {
        var id = text?.Trim();
        if (id is not { Length: > 0 and <= 64 })
        {
            return null;
        }

        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ':'))
            {
                return null;
            }
        }

        return id;
    }

    /// <summary>The elements that are there.</summary>
    public static IEnumerable<T> Given<T>(IEnumerable<T?>? list) where T : class => list?.OfType<T>() ?? [];
}
