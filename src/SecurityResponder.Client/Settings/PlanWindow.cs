using System.Globalization;

namespace SecurityResponder.Client.Settings;

/// <summary>The time in which the System Upgrade Controller may start to upgrade a node.</summary>
/// <param name="FirstDay">First day of the week, 0 is Monday.</param>
/// <param name="LastDay">Last day of the week; before <paramref name="FirstDay"/> for a range over the end of the week.</param>
/// <param name="Start">E.g. <c>22:00</c>.</param>
/// <param name="End">E.g. <c>04:00</c>: on the next day when it is before the start.</param>
/// <param name="TimeZone">Name in the IANA database, e.g. <c>Europe/Berlin</c>.</param>
internal sealed record PlanWindow(int FirstDay, int LastDay, string Start, string End, string TimeZone)
{
    private const string Expected = "days, hours and optionally a time zone, e.g. mon-fri 22:00-04:00 Europe/Berlin";
    private const int MaxZoneLength = 64;

    private static readonly string[] Names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>The days by name, e.g. <c>monday</c>.</summary>
    public IReadOnlyList<string> Days
    {
        get
        {
            var count = ((LastDay - FirstDay + Names.Length) % Names.Length) + 1;
            return [.. Enumerable.Range(FirstDay, count).Select(day => Names[day % Names.Length])];
        }
    }

    /// <summary>Parses the option. Without a time zone it is UTC.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public static PlanWindow Parse(string value)
    {
        if (value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var days, var hours, .. { Length: <= 1 } zone])
        {
            throw new FormatException(Expected);
        }

        var (firstDay, lastDay) = Pair(days);
        var (start, end) = Pair(hours);
        var timeZone = zone is [var name] ? name : "UTC";
        return IsTime(start) && IsTime(end) && start != end && IsZone(timeZone)
            ? new PlanWindow(Day(firstDay), Day(lastDay), start, end, timeZone)
            : throw new FormatException(Expected);
    }

    /// <summary>As it is parsed.</summary>
    public override string ToString() => $"{Names[FirstDay][..3]}-{Names[LastDay][..3]} {Start}-{End} {TimeZone}";

    // A single day is a valid range; a single time is not.
    private static (string First, string Last) Pair(string text) =>
        text.Split('-') switch
        {
            [var one] => (one, one),
            [var first, var last] => (first, last),
            _ => throw new FormatException(Expected),
        };

    private static int Day(string name)
    {
        var day = Array.FindIndex(
            Names, full => name.Length is 3 ? full.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                : full.Equals(name, StringComparison.OrdinalIgnoreCase));
        return day >= 0 ? day : throw new FormatException(Expected);
    }

    private static bool IsTime(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsZone(string text) =>
        text.Length <= MaxZoneLength && char.IsAsciiLetter(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '_' or '-' or '+');
}
