using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Curation;
using SecurityResponder.Feed.Merging;
using SecurityResponder.Feed.ReleaseNotes;
using SecurityResponder.Feed.Vulnerabilities;

namespace SecurityResponder.Feed.Checking;

/// <summary>Finds entries of the curation file that the sources no longer need.</summary>
/// <param name="sources">The sources.</param>
internal sealed class CurationChecker(CollectedSources sources)
{
    private readonly ILookup<string, SourceEntry> _entries = sources.Entries
        .SelectMany(entry => entry.Ids.Select(id => (id, entry)))
        .ToLookup(pair => pair.id, pair => pair.entry, StringComparer.OrdinalIgnoreCase);

    /// <summary>The obsolete entries, as notes.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="feed">The feed that was checked.</param>
    public static IReadOnlyList<Issue> Check(CollectedSources sources, CheckedFeed feed)
    {
        var checker = new CurationChecker(sources);
        return
        [
            .. checker.Advisories(),
            .. checker.Ratings(),
            .. sources.Curation.Releases.SelectMany(checker.Marks),
            .. checker.Support(),
            .. checker.Accepted(feed),
        ];
    }

    private IEnumerable<Issue> Advisories()
    {
        var byId = WithoutCuration().SelectMany(advisory => advisory.Aliases.Prepend(advisory.Id).Select(id => (id, advisory)))
            .DistinctBy(pair => pair.id, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(pair => pair.id, pair => pair.advisory, StringComparer.OrdinalIgnoreCase);
        foreach (var curated in sources.Curation.Advisories)
        {
            var advisory = byId.GetValueOrDefault(curated.Id);
            foreach (var package in curated.Affected.Where(package => advisory is not null && IsSame(package, advisory)))
            {
                yield return Obsolete(curated.Reason, $"the sources contain the bounds of {package.Component.Name} for {curated.Id}");
            }

            foreach (var package in curated.NotAffected.Where(package => !_entries[curated.Id].Any(entry => Lists(entry, package))))
            {
                yield return Obsolete(curated.Reason, $"no source lists {package} for {curated.Id}");
            }

            foreach (var condition in curated.Conditions.Where(
                condition => advisory is not null && Contains(advisory, condition.Component, condition.OperatingSystems)))
            {
                yield return Obsolete(curated.Reason, $"the sources contain the condition of {curated.Id}");
            }

            if (advisory is null && curated.Affected.Count == 0)
            {
                yield return Obsolete(curated.Reason, $"no source has an entry {curated.Id} about a component");
            }
        }
    }

    private IEnumerable<Issue> Ratings() =>
        from rating in sources.Curation.Ratings
        where _entries[rating.Id].Any(entry => entry.Ratings.Contains(rating.Rating))
        select Obsolete(rating.Reason, $"the sources contain the rating of {rating.Id} by {rating.Rating.Source}");

    private IEnumerable<Issue> Marks(CuratedRelease curated)
    {
        if (sources.Releases.FirstOrDefault(one => one.Version == curated.Version) is not { } noted)
        {
            return [Obsolete(curated.Reason, $"the release notes do not list {curated.Version}")];
        }

        (string Mark, bool IsObsolete)[] marks =
        [
            ("that it is for Prime customers only", curated.IsPrime is { } isPrime && isPrime == noted.IsPrimeOnly),
            (
                "that it was withdrawn",
                curated.IsWithdrawn is { } isWithdrawn && isWithdrawn == sources.Channels?.IsWithdrawn(noted.Version)),
            ("its Go version", curated.Go is { } go && go == noted.GoVersion),
        ];
        return marks.Where(mark => mark.IsObsolete)
            .Select(mark => Obsolete(curated.Reason, $"the sources say of {curated.Version} {mark.Mark}"));
    }

    private IEnumerable<Issue> Support() =>
        from support in sources.Curation.Support
        where sources.LastDays.TryGetValue(support.Minor, out var day) && day == support.LastDay
        select Obsolete(support.Reason, $"the schedule contains the last day of {support.Minor}");

    private IEnumerable<Issue> Accepted(CheckedFeed feed)
    {
        var noted = sources.Releases.SelectMany(Subjects).ToHashSet(StringComparer.Ordinal);
        var releases = sources.Releases.Select(release => release.Version).ToList();
        return from accepted in sources.Curation.Accepted
               where accepted.IsAdvisory ? feed.IsFine(accepted.Subject, releases) : noted.Contains(accepted.Subject)
               select Obsolete(accepted.Reason, accepted.IsAdvisory
                   ? $"nothing looks wrong about {accepted.Subject}" : $"the release notes contain {accepted.Subject}");
    }

    private static IEnumerable<string> Subjects(NotedRelease release) => release.Components.Keys
        .Select(component => AcceptedIssue.Missing(component, release.Version))
        .Append(AcceptedIssue.MissingMinor(release.Version.Minor));

    // What the feed would say without the corrections of advisories.
    private IReadOnlyList<Advisory> WithoutCuration() => Feeds.Feed.FromAnswer(
        FeedMerger.Merge(sources with { Curation = sources.Curation with { Advisories = [] } }, null, []).Answer).Advisories;

    // Ranges are the same when they decide the same about their bounds, about all bundled versions, and about the first version of all.
    private bool IsSame(ComponentPackage curated, Advisory advisory)
    {
        var (ours, theirs) = (CuratedRanges(curated), advisory.Affected.Where(one => one.Component == curated.Component).ToList());
        string[] names = [curated.Component.Name, "canal-" + curated.Component.Name];
        var bundled = sources.Releases.SelectMany(release => names.Select(name => release.Components.GetValueOrDefault(name)))
            .Append("0.0.0").Select(ComponentVersion.TryParse).OfType<ComponentVersion>();
        return theirs.Count > 0 && theirs.TrueForAll(one => one.CommitRanges.Count == 0)
            && ours.Concat(theirs).SelectMany(one => one.Ranges).SelectMany(Bounds).Concat(bundled).All(
                version => ours.Exists(one => one.Affects(version)) == theirs.Exists(one => one.Affects(version)));
    }

    private static List<AffectedComponent> CuratedRanges(ComponentPackage curated) =>
        [.. Feeds.Feed.FromAnswer(new Protocol.Answer
        {
            Versions = [],
            Advisories = [new Protocol.AnswerAdvisory { Id = "X", Affected = [curated.Affected] }],
        }).Advisories.SelectMany(advisory => advisory.Affected)];

    private static IEnumerable<ComponentVersion> Bounds(AffectedRange range) =>
        ((ComponentVersion?[])[range.Introduced, range.Fixed, range.LastAffected]).OfType<ComponentVersion>();

    // A source lists the operating systems of each package.
    private static bool Contains(Advisory advisory, string? component, IReadOnlyList<string?>? systems)
    {
        var about = advisory.Affected.Where(one => component is null || one.Component.Name == component).ToList();
        return about.Count > 0 && about.TrueForAll(one => one.OperatingSystems.ToHashSet().SetEquals((systems ?? []).OfType<string>()));
    }

    private static bool Lists(SourceEntry entry, string package) => entry.Packages.Any(
        listed => package.Equals(listed.Affected.Package?.Name, StringComparison.OrdinalIgnoreCase));

    private Issue Obsolete(CurationReason reason, string why) =>
        new(IssueLevel.Note, sources.CurationPath!, reason.Line, $"the entry is obsolete: {why}");
}
