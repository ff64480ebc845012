using System.Text;

namespace SecurityResponder.Client.Notifying;

/// <summary>The findings that events announced, as <c>status.announced</c> stores them: a hash of the installed version and its support,
/// a colon, and a short hash of each finding. A finding is announced once, even if the nodes that it concerns come and go.</summary>
internal static class AnnouncedFindings
{
    /// <summary>Characters of the stored text; the schema has the same limit.</summary>
    public const int MaxLength = StateLength + 1 + (MaxFindings * HashLength);

    private const int MaxFindings = 500;
    private const int StateLength = 16;

    // Of 500 findings, two have the same hash with a probability below 1 %.
    private const int HashLength = 6;

    /// <summary>Whether a notification has a finding that was not announced.</summary>
    /// <param name="notification">The notification of the run.</param>
    /// <param name="announced">The stored text; null for none.</param>
    public static bool HasNew(Notification notification, string? announced) =>
        Known(notification, announced) is not { } known || Hashes(notification).Any(hash => !known.Contains(hash));

    /// <summary>The text to store after the notification was sent; null when it is not a warning.</summary>
    /// <param name="notification">The notification of the run.</param>
    /// <param name="announced">The text that was stored; null for none.</param>
    public static string? After(Notification notification, string? announced) => notification.IsWarning
        ? new StringBuilder(State(notification)).Append(':')
            .AppendJoin("", Hashes(notification).Concat(Known(notification, announced) ?? []).Distinct().Take(MaxFindings)).ToString()
        : null;

    // Null when the text is about another version or another state of support: then every finding is new.
    private static List<string>? Known(Notification notification, string? announced)
    {
        var prefix = State(notification) + ":";
        return announced?.StartsWith(prefix, StringComparison.Ordinal) == true
            ? [.. announced[prefix.Length..].Chunk(HashLength).Select(hash => new string(hash))]
            : null;
    }

    private static string State(Notification notification) => Hash(notification.State, StateLength);

    // Sorted, so that another order of the findings is no change of the report.
    private static IEnumerable<string> Hashes(Notification notification) =>
        notification.Findings.Take(MaxFindings).Select(finding => Hash(finding, HashLength)).Order(StringComparer.Ordinal);

    private static string Hash(string text, int length) => Notification.Digest(Encoding.UTF8.GetBytes(text))[..length];
}
