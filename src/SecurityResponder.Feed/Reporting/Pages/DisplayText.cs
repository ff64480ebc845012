using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Releases;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>Formats values for people.</summary>
internal static class DisplayText
{
    /// <summary>An advisory that is known to be exploited, as a badge.</summary>
    public static BadgeModel Exploited { get; } = new("exploited", "known exploited");

    /// <summary>A day, e.g. <c>2026-11-24</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The UTC day of an instant.</summary>
    public static string Day(DateTimeOffset instant) => Day(DateOnly.FromDateTime(instant.UtcDateTime));

    /// <summary>An instant to the minute, e.g. <c>2026-11-24 09:30 UTC</c>.</summary>
    public static string Minute(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>An instant as RFC 3339.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whole days between two instants, e.g. <c>112 days</c>.</summary>
    public static string Days(DateTimeOffset since, DateTimeOffset at)
    {
        var days = Math.Max(0, (int)(at - since).TotalDays);
        return days == 1 ? "1 day" : Number(days) + " days";
    }

    /// <summary>A number.</summary>
    public static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>E.g. <c>1 CVE</c>, <c>5 CVEs</c>.</summary>
    public static string Cves(int count) => Count(count, "CVE");

    /// <summary>E.g. <c>1 release</c>, <c>5 releases</c>.</summary>
    public static string Count(int count, string noun) => count == 1 ? "1 " + noun : $"{Number(count)} {noun}s";

    /// <summary>Text from outside, safe to show; null for null.</summary>
    public static string? Safe(string? text) => text is null ? null : SafeText.Page(text);

    /// <summary>A probability, e.g. <c>EPSS 4.2 %</c>; null for null.</summary>
    public static string? Likelihood(double? epss) =>
        epss is { } value ? "EPSS " + (100 * value).ToString("0.##", CultureInfo.InvariantCulture) + " %" : null;

    /// <summary>A severity as a badge, with its score if there is one.</summary>
    public static BadgeModel Badge(Severity severity)
    {
        var level = severity.Level.Name();
        return new BadgeModel(level, severity.Score is { } score ? level + score.ToString(" 0.0", CultureInfo.InvariantCulture) : level);
    }

    /// <summary>A support status as a badge.</summary>
    public static BadgeModel Badge(Support support) => support switch
    {
        Support.Supported supported => new BadgeModel("fine", "supported until " + Day(supported.Until)),
        Support.EndOfLife ended => new BadgeModel("ended", "support ended " + Day(ended.On)),
        _ => new BadgeModel("unrated", "support unknown"),
    };

    /// <summary>The marks of a release: tags of channels, withdrawn, Prime only, pre-release.</summary>
    public static IReadOnlyList<BadgeModel> Marks(Release release) =>
    [
        .. release.Channels.Select(tag => new BadgeModel("tag", SafeText.Page(tag))),
        .. Some(release.IsWithdrawn, "withdrawn", "withdrawn"),
        .. Some(release.IsPrimeOnly, "prime", "Prime only"),
        .. Some(release.Version.IsPrerelease, "unrated", "pre-release"),
    ];

    /// <summary>Numbers of advisories as badges, e.g. <c>1 exploited</c>, <c>3 high</c>, <c>2 undecided</c>; those that are 0 are left
    /// out.</summary>
    public static IReadOnlyList<BadgeModel> Badges(SeverityCounts counts, int undecided) =>
    [
        .. Some(counts.Exploited > 0, "exploited", Number(counts.Exploited) + " exploited"),
        .. Some(counts.Critical > 0, "critical", Number(counts.Critical) + " critical"),
        .. Some(counts.High > 0, "high", Number(counts.High) + " high"),
        .. Some(counts.Medium > 0, "medium", Number(counts.Medium) + " medium"),
        .. Some(counts.Low > 0, "low", Number(counts.Low) + " low"),
        .. Some(counts.Unrated > 0, "unrated", Number(counts.Unrated) + " unrated"),
        .. Some(undecided > 0, "undecided", Number(undecided) + " undecided"),
    ];

    private static IEnumerable<BadgeModel> Some(bool isShown, string level, string text) => isShown ? [new BadgeModel(level, text)] : [];
}
