using System.Globalization;

namespace SecurityResponder.Protocol;

/// <summary>Instants as the wire, the log and the stores write them (<see href="https://www.rfc-editor.org/rfc/rfc3339"/>).</summary>
public static class Rfc3339
{
    /// <summary>An instant in UTC, to the second, e.g. <c>2026-08-04T20:09:56Z</c>: text that sorts by time.</summary>
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
