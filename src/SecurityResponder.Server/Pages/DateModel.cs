using System.Globalization;
using SecurityResponder.Protocol;

namespace SecurityResponder.Server.Pages;

/// <summary>A point in time, for people and for programs that read the page.</summary>
/// <param name="Machine">The time or day in ISO 8601, e.g. <c>2026-11-24T09:30:00Z</c>.</param>
/// <param name="Text">The time or day, e.g. <c>2026-11-24 09:30 UTC</c>.</param>
/// <param name="Ago">The same relative to now, e.g. <c>3 hours ago</c>.</param>
public sealed record DateModel(string Machine, string Text, string Ago)
{
    private const int MaxDays = 60;
    private const int MaxMonths = 24;
    private const double DaysPerMonth = 365.25 / 12;

    internal static DateModel OfInstant(DateTimeOffset instant, DateTimeOffset now) =>
        new(Rfc3339.Of(instant), DisplayText.Minute(instant), Relative(now - instant));

    internal static DateModel OfDay(DateOnly day, DateTimeOffset now)
    {
        var text = DisplayText.Day(day);
        return new DateModel(text, text, RelativeDays(DateOnly.FromDateTime(now.UtcDateTime).DayNumber - day.DayNumber));
    }

    internal static DateModel OfDay(DateTimeOffset instant, DateTimeOffset now) =>
        OfDay(DateOnly.FromDateTime(instant.UtcDateTime), now);

    private static string Relative(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => Past((int)age.TotalMinutes, "minute"),
        { TotalDays: < 1 } => Past((int)age.TotalHours, "hour"),
        _ => RelativeDays((int)age.TotalDays),
    };

    private static string RelativeDays(int days) => days switch
    {
        0 => "today",
        1 => "yesterday",
        -1 => "tomorrow",
        _ => Math.Abs(days) <= MaxDays ? Directed(days, Math.Abs(days), "day")
            : Math.Abs(days) / DaysPerMonth <= MaxMonths ? Directed(days, (int)Math.Round(Math.Abs(days) / DaysPerMonth), "month")
            : Directed(days, (int)Math.Round(Math.Abs(days) / DaysPerMonth / 12), "year"),
    };

    private static string Directed(int days, int count, string unit) => days > 0 ? Past(count, unit) : $"in {Counted(count, unit)}";

    private static string Past(int count, string unit) => $"{Counted(count, unit)} ago";

    private static string Counted(int count, string unit) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {unit}{(count == 1 ? "" : "s")}";
}
