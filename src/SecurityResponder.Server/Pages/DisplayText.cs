using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Pages;

/// <summary>Formats values for people.</summary>
internal static class DisplayText
{
    /// <summary>A CVE that is known to be exploited, as a badge.</summary>
    public static BadgeModel Exploited { get; } = new("exploited", "known exploited");

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
    public static string Cves(int count) => count == 1 ? "1 CVE" : $"{Number(count)} CVEs";

    /// <summary>A number of CVEs that are known to affect something: <c>none</c> only if none is undecided either.</summary>
    public static string Known(int count, int undecided) => (count, undecided) switch
    {
        (0, 0) => "none",
        (0, _) => "none known",
        _ => Number(count),
    };

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

    /// <summary>Whether a release was withdrawn and whether it is for Prime customers, as badges.</summary>
    public static IReadOnlyList<BadgeModel> Marks(bool isWithdrawn, bool isPrimeOnly) =>
    [
        .. Some(isWithdrawn, "withdrawn", "withdrawn"),
        .. Some(isPrimeOnly, "prime", "Prime only"),
    ];

    /// <summary>The numbers of CVEs that need attention, as badges, e.g. <c>1 exploited</c>, <c>3 high</c>, <c>2 undecided</c>.</summary>
    /// <param name="counts">The CVEs by severity.</param>
    /// <param name="undecided">The number of undecided CVEs.</param>
    public static IReadOnlyList<BadgeModel> Badges(SeverityCounts counts, int undecided) =>
    [
        .. Some(counts.Exploited > 0, "exploited", Number(counts.Exploited) + " exploited"),
        .. Some(counts.Critical > 0, "critical", Number(counts.Critical) + " critical"),
        .. Some(counts.High > 0, "high", Number(counts.High) + " high"),
        .. Some(counts.Unrated > 0, "unrated", Number(counts.Unrated) + " unrated"),
        .. Some(undecided > 0, "undecided", Number(undecided) + " undecided"),
    ];

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<BadgeModel> Some(bool isShown, string level, string text) => isShown ? [new BadgeModel(level, text)] : [];
}
