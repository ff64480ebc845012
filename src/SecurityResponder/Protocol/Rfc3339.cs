using System.Globalization;

namespace SecurityResponder.Protocol;

/// <summary>Formats times for the wire, the log and the stores (<see href="https://www.rfc-editor.org/rfc/rfc3339"/>).</summary>
public static class Rfc3339
{
    /// <summary>A time in UTC, to the second, e.g. <c>2026-08-04T20:09:56Z</c>. The text sorts by time.</summary>
    public static string Of(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
