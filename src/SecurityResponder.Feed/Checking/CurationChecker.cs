using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Curation;
using SecurityResponder.Feed.Vulnerabilities;

namespace SecurityResponder.Feed.Checking;

/// <summary>Finds entries of the curation file that the sources no longer need.</summary>
internal static class CurationChecker
{
    /// <summary>The obsolete entries, as warnings.</summary>
    public static IReadOnlyList<Issue> Check(CollectedSources sources)
    {
        var entries = sources.Entries.SelectMany(entry => entry.Ids.Select(id => (id, entry)))
            .ToLookup(pair => pair.id, pair => pair.entry, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. sources.Curation.Ratings.Where(rating => entries[rating.Id].Any(entry => entry.Ratings.Contains(rating.Rating)))
                .Select(rating => Obsolete(
                    sources, rating.Reason, $"the sources contain the rating of {rating.Id} by {rating.Rating.Source}")),
            .. from advisory in sources.Curation.Advisories
               from package in advisory.NotAffected
               where !entries[advisory.Id].Any(entry => Lists(entry, package))
               select Obsolete(sources, advisory.Reason, $"no source lists {package} for {advisory.Id}"),
            .. sources.Curation.Support.Where(support => sources.LastDays.TryGetValue(support.Minor, out var day) && day == support.LastDay)
                .Select(support => Obsolete(sources, support.Reason, $"the schedule contains the last day of {support.Minor}")),
            .. sources.Curation.Releases.Where(release => !sources.Releases.Any(noted => noted.Version == release.Version))
                .Select(release => Obsolete(sources, release.Reason, $"the release notes do not list {release.Version}")),
        ];
    }

    private static bool Lists(SourceEntry entry, string package) => entry.Packages.Any(
        listed => package.Equals(listed.Affected.Package?.Name, StringComparison.OrdinalIgnoreCase));

    private static Issue Obsolete(CollectedSources sources, CurationReason reason, string why) =>
        new(false, sources.CurationPath!, reason.Line, $"the entry is obsolete: {why}");
}
