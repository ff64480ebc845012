using System.Globalization;

namespace SecurityResponder.Feeds;

/// <summary>Parses text from the wire.</summary>
internal static class ValueParser
{
    private const int MaxAddressLength = 2048;
    private const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>RFC 3339, or a date without a time (midnight UTC); null for other text and for year 1, which is Go's zero time.</summary>
    public static DateTimeOffset? Instant(string? text) => text is null ? null : Rfc3339.TryParseUtc(text)
        ?? (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, AsUtc, out var at) && at.Year > 1 ? at : null);

    /// <summary>The calendar day as written, whatever the offset of a time beside it; null for other text.</summary>
    public static DateOnly? Day(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year > 1
            ? DateOnly.FromDateTime(at.DateTime)
            : null;

    /// <summary>An absolute http or https URL in printable ASCII; null for other text.</summary>
    public static string? Address(string? text) =>
        text is { Length: <= MaxAddressLength } && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && (text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("http://", StringComparison.Ordinal)) ? text : null;

    /// <summary>An id such as <c>CVE-2025-4563</c>: letters, digits and <c>-_.:</c>, at most 64; null for other text.</summary>
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

    /// <summary>The elements that are not null.</summary>
    public static IEnumerable<T> NotNull<T>(IEnumerable<T?>? list) where T : class => list?.OfType<T>() ?? [];
}
