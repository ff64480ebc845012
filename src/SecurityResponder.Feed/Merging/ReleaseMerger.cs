using System.Globalization;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Curation;
using SecurityResponder.Feed.ReleaseNotes;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Merging;

/// <summary>Makes the releases of a feed from release notes, channels and curation.</summary>
internal static class ReleaseMerger
{
    /// <summary>The releases, newest first.</summary>
    public static IReadOnlyList<AnswerVersion> Merge(CollectedSources sources)
    {
        var releases = sources.Releases.Select(noted => (
            Noted: noted, Curated: sources.Curation.Releases.FirstOrDefault(curated => curated.Version == noted.Version))).ToList();
        var newest = releases.Where(release => !release.Noted.Version.IsPrerelease && !IsPrime(release.Noted, release.Curated)
            && !IsWithdrawn(sources, release.Noted, release.Curated)).Select(release => release.Noted.Version).FirstOrDefault();
        return [.. releases.Select(release => Release(sources, release.Noted, release.Curated, newest))];
    }

    /// <summary>The last days of support, newest minor first. Curation replaces what the schedule says.</summary>
    public static IReadOnlyList<AnswerSupport> Support(CollectedSources sources)
    {
        var days = new SortedDictionary<MinorVersion, DateOnly>(sources.LastDays.ToDictionary());
        foreach (var curated in sources.Curation.Support)
        {
            days[curated.Minor] = curated.LastDay;
        }

        return [.. days.Reverse().Select(pair => new AnswerSupport { Minor = pair.Key.ToString(), EndOfLife = Day(pair.Value) })];
    }

    private static AnswerVersion Release(
        CollectedSources sources, NotedRelease noted, CuratedRelease? curated, ReleaseVersion? newest) => new()
        {
            Name = noted.Version.ToString(),
            // Longhorn's server takes RFC 3339 only, and no release without a tag.
            ReleaseDate = noted.ReleasedOn is { } day ? Rfc3339.Of(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)) : "",
            MinUpgradableVersion = curated?.MinUpgradable ?? "",
            Tags = sources.Channels?.TagsOf(noted.Version, newest) is { Count: > 0 } tags ? tags : [noted.Version.ToString()],
            ExtraInfo = new AnswerExtraInfo
            {
                ReleaseNotesUrl = $"https://github.com/rancher/rke2/releases/tag/{Uri.EscapeDataString(noted.Version.ToString())}",
            },
            Components = noted.Components.Count == 0 ? null : noted.Components.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
            Go = curated?.Go ?? noted.GoVersion,
            IsWithdrawn = IsWithdrawn(sources, noted, curated) ? true : null,
            IsPrime = IsPrime(noted, curated) ? true : null,
        };

    private static bool IsPrime(NotedRelease noted, CuratedRelease? curated) => curated?.IsPrime ?? noted.IsPrimeOnly;

    private static bool IsWithdrawn(CollectedSources sources, NotedRelease noted, CuratedRelease? curated) =>
        curated?.IsWithdrawn ?? sources.Channels?.IsWithdrawn(noted.Version) ?? false;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
