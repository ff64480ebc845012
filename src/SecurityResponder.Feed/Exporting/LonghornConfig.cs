using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Exporting;

/// <summary>The response configuration of Longhorn's upgrade responder: releases with a list of CVE ids.</summary>
internal static class LonghornConfig
{
    private const int RequestIntervalMinutes = 480;

    /// <summary>The configuration.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="maxCves">Limit of the ids of a release; null for all.</param>
    public static Answer Of(Feeds.Feed feed, int? maxCves) => new()
    {
        Versions = [.. feed.Releases.Where(release => !release.IsWithdrawn).Select(release => Version(feed, release, maxCves))],
        RequestIntervalInMinutes = RequestIntervalMinutes,
    };

    /// <summary>The advisories, those that matter most first: exploited, EPSS, severity, date of publication.</summary>
    public static IEnumerable<Advisory> InOrder(IEnumerable<Advisory> advisories) => advisories
        .OrderByDescending(advisory => advisory.IsExploited)
        .ThenByDescending(advisory => advisory.Epss)
        .ThenByDescending(advisory => advisory.Severity.Level)
        .ThenByDescending(advisory => advisory.Severity.Score)
        .ThenByDescending(advisory => advisory.PublishedAt)
        .ThenBy(advisory => advisory.Id, StringComparer.Ordinal);

    private static AnswerVersion Version(Feeds.Feed feed, Release release, int? maxCves)
    {
        var ids = InOrder(AffectedReleases.Against(feed, release)).Take(maxCves ?? int.MaxValue).Select(advisory => advisory.Id);
        return new AnswerVersion
        {
            Name = release.Version.ToString(),
            // Longhorn's server accepts RFC 3339 only.
            ReleaseDate = (release.ReleasedAt ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString(
                "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            MinUpgradableVersion = release.MinUpgradable?.ToString() ?? "",
            Tags = [.. release.Tags],
            ExtraInfo = new AnswerExtraInfo { Cves = string.Join(',', ids), ReleaseNotesUrl = release.NotesUrl ?? "" },
        };
    }
}
