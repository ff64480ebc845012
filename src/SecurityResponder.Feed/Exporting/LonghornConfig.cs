using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Exporting;

/// <summary>The response configuration of Longhorn's upgrade responder: releases with a list of CVE ids.</summary>
internal static class LonghornConfig
{
    private const int RequestIntervalMinutes = 480;
    private const string Latest = "latest";

    /// <summary>The configuration.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="maxCves">Limit of the ids of a release; null for all.</param>
    public static Answer Of(Feeds.Feed feed, int? maxCves)
    {
        var releases = feed.Releases.Where(release => !release.IsWithdrawn).ToList();
        var latest = releases.Exists(release => release.Tags.Contains(Latest)) ? null : Newest(releases);
        return new()
        {
            Versions = [.. releases.Select(release => Version(feed, release, maxCves, isLatest: release == latest))],
            RequestIntervalInMinutes = RequestIntervalMinutes,
        };
    }

    /// <summary>The advisories, those that matter most first: exploited, EPSS, severity, date of publication.</summary>
    public static IEnumerable<Advisory> InOrder(IEnumerable<Advisory> advisories) => advisories
        .OrderByDescending(advisory => advisory.IsExploited)
        .ThenByDescending(advisory => advisory.Epss)
        .ThenByDescending(advisory => advisory.Severity.Level)
        .ThenByDescending(advisory => advisory.Severity.Score)
        .ThenByDescending(advisory => advisory.PublishedAt)
        .ThenBy(advisory => advisory.Id, StringComparer.Ordinal);

    private static Release? Newest(List<Release> releases) =>
        releases.Find(release => !release.Version.IsPrerelease && !release.IsPrimeOnly) ?? releases.FirstOrDefault();

    // Longhorn's server takes no release without a tag, no configuration without a latest release, and only dates of RFC 3339.
    private static AnswerVersion Version(Feeds.Feed feed, Release release, int? maxCves, bool isLatest)
    {
        var ids = InOrder(AffectedReleases.Against(feed, release)).Take(maxCves ?? int.MaxValue).Select(advisory => advisory.Id);
        return new AnswerVersion
        {
            Name = release.Version.ToString(),
            ReleaseDate = Rfc3339.Of(release.ReleasedAt ?? DateTimeOffset.UnixEpoch),
            MinUpgradableVersion = release.MinUpgradable?.ToString() ?? "",
            Tags =
            [
                .. isLatest ? [Latest] : Array.Empty<string>(),
                .. release.Tags.Count > 0 ? release.Tags : [release.Version.ToString()],
            ],
            ExtraInfo = new AnswerExtraInfo { Cves = string.Join(',', ids), ReleaseNotesUrl = release.NotesUrl ?? "" },
        };
    }
}
