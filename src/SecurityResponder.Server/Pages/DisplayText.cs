using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Pages;

/// <summary>Formats values for people.</summary>
internal static class DisplayText
{
    /// <summary>A day, e.g. <c>2026-11-24</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The UTC day of an instant.</summary>
    public static string Day(DateTimeOffset instant) => Day(DateOnly.FromDateTime(instant.UtcDateTime));

    /// <summary>An instant to the minute, e.g. <c>2026-11-24 09:30 UTC</c>.</summary>
    public static string Minute(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A share, e.g. <c>62 %</c>; empty if it is unknown.</summary>
    public static string Percent(int? share) => share is { } percent ? $"{percent.ToString(CultureInfo.InvariantCulture)} %" : "";

    /// <summary>E.g. <c>1 CVE</c>, <c>5 CVEs</c>.</summary>
    public static string Cves(int count) => count == 1 ? "1 CVE" : $"{count.ToString(CultureInfo.InvariantCulture)} CVEs";

    /// <summary>A severity as a badge, with its score if there is one.</summary>
    public static BadgeModel Badge(Severity severity)
    {
        var level = severity.Level.Name();
        return new BadgeModel(level, severity.Score is { } score ? level + score.ToString(" 0.0", CultureInfo.InvariantCulture) : level);
    }

    /// <summary>A support status as a badge.</summary>
    public static BadgeModel Badge(Support support) => support switch
    {
        Support.Supported supported => new BadgeModel("fine", "until " + Day(supported.Until)),
        Support.EndOfLife ended => new BadgeModel("ended", "ended " + Day(ended.On)),
        _ => new BadgeModel("unrated", "unknown"),
    };
}
