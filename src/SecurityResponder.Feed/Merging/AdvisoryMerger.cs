using System.Globalization;
using SecurityResponder.Components;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Curation;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Merging;

/// <summary>Makes one advisory of all entries about a vulnerability.</summary>
internal sealed class AdvisoryMerger(CollectedSources sources)
{
    private const int MaxReferences = 3;

    private readonly ILookup<string, CuratedRating> _ratings =
        sources.Curation.Ratings.ToLookup(rating => rating.Id, StringComparer.OrdinalIgnoreCase);

    private readonly ILookup<string, CuratedAdvisory> _curated =
        sources.Curation.Advisories.ToLookup(advisory => advisory.Id, StringComparer.OrdinalIgnoreCase);

    private readonly ILookup<string, VexEntry> _vex = sources.Vex.SelectMany(entry => entry.Ids.Select(id => (id, entry)))
        .ToLookup(pair => pair.id, pair => pair.entry, StringComparer.OrdinalIgnoreCase);

    /// <summary>The advisory and its origin; null when curation says that no component is affected.</summary>
    /// <param name="group">The entries, the most trusted first.</param>
    public (AnswerAdvisory Advisory, AdvisoryOrigin Origin)? Merge(IReadOnlyList<SourceEntry> group)
    {
        var ids = Ids(group);
        var curated = ids.SelectMany(id => _curated[id]).ToList();
        var ranges = Ranges(group, curated);
        if (ranges.Count == 0)
        {
            return null;
        }

        var ratings = RatingOrder.Of(group.SelectMany(entry => entry.Ratings)
            .Concat(ids.SelectMany(id => _ratings[id]).Select(rating => rating.Rating)));
        var advisory = new AnswerAdvisory
        {
            Id = ids[0],
            Aliases = ids.Count > 1 ? [.. ids.Skip(1)] : null,
            Published = Instants(group.Select(entry => entry.Advisory.Published)).Min(),
            Modified = Instants(group.Select(entry => entry.Advisory.Modified)).Max(),
            Summary = curated.Select(one => one.Summary).Concat(group.Select(entry => entry.Advisory.Summary))
                .FirstOrDefault(text => text is not null),
            Severity = ratings.Count > 0 ? ratings[0].Vectors : null,
            Affected = [.. ranges.SelectMany(pair => pair.Value.SelectMany(chosen => Packages(chosen, pair.Key, curated)))],
            References = References(group),
            DatabaseSpecific = Additions(ids, curated, ratings, ranges.Keys),
        };
        return (advisory, new AdvisoryOrigin(group, ranges, ratings));
    }

    // CVE ids first, the lowest number first.
    private static List<string> Ids(IReadOnlyList<SourceEntry> group) =>
    [
        .. group.SelectMany(entry => entry.Ids).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(id => !id.StartsWith("CVE-", StringComparison.OrdinalIgnoreCase))
            .ThenBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal),
    ];

    private static SortedDictionary<Component, IReadOnlyList<SourceEntry>> Ranges(
        IReadOnlyList<SourceEntry> group, List<CuratedAdvisory> curated)
    {
        var byName = Comparer<Component>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));
        var ranges = new SortedDictionary<Component, IReadOnlyList<SourceEntry>>(byName);
        foreach (var component in group.SelectMany(entry => entry.Components).Distinct())
        {
            var about = group.Where(entry => Packages(entry, component, curated).Any()).ToList();
            if (about.Count > 0)
            {
                // Ranges that end at a commit, or that say "all versions", give way to ranges that name releases.
                var best = about.Find(entry => entry.Decides(component)) ?? about[0];
                ranges[component] = about.FindAll(entry => entry.Trust == best.Trust);
            }
        }

        return ranges;
    }

    private static IEnumerable<AnswerAffected> Packages(SourceEntry entry, Component component, List<CuratedAdvisory> curated) =>
        entry.Packages.Where(package => package.Component == component && (entry.Trust == Trust.Curation || !curated.Exists(one =>
                one.NotAffected.Contains(package.Affected.Package?.Name, StringComparer.OrdinalIgnoreCase))))
            .Select(package => package.Affected);

    private AnswerDatabaseSpecific Additions(
        List<string> ids, List<CuratedAdvisory> curated, IReadOnlyList<ScoredRating> ratings, IEnumerable<Component> components)
    {
        var names = components.Select(component => component.Name).ToHashSet();
        var epss = ids.Where(id => sources.Epss?.ContainsKey(id) == true).Select(id => sources.Epss![id]).ToList();
        List<AnswerCondition?> conditions = [.. curated.SelectMany(one => one.Conditions)];
        List<AnswerVex?> vex =
        [
            .. ids.SelectMany(id => _vex[id]).Where(entry => names.Contains(entry.Statement.Component!)).Distinct()
                .OrderBy(entry => entry.Timestamp, StringComparer.Ordinal)
                .ThenBy(entry => entry.Statement.Product, StringComparer.Ordinal)
                .ThenBy(entry => entry.Statement.Version, StringComparer.Ordinal)
                .ThenBy(entry => entry.Statement.Status, StringComparer.Ordinal).Select(entry => entry.Statement),
        ];
        return new AnswerDatabaseSpecific
        {
            Severity = ratings is [{ Vectors: null } named, ..] ? named.Ratings[0].Score : null,
            SeveritySource = ratings.Count == 0 ? null : string.Join("; also ", ratings.Skip(1)
                .Where(other => other.Severity != ratings[0].Severity).Select(other => other.ToString()).Prepend(ratings[0].Source)),
            IsExploited = ids.Exists(id => sources.Exploited?.Contains(id) == true) ? true : null,
            Epss = epss.Count > 0 ? epss.Max() : null,
            Conditions = conditions.Count > 0 ? conditions : null,
            RequiredAction = curated.Select(one => one.RequiredAction).FirstOrDefault(text => text is not null),
            Workaround = curated.Select(one => one.Workaround).FirstOrDefault(text => text is not null),
            Vex = vex.Count > 0 ? vex : null,
        };
    }

    private static List<AnswerReference?>? References(IReadOnlyList<SourceEntry> group)
    {
        List<AnswerReference?> references =
        [
            .. group.SelectMany(entry => entry.Advisory.References ?? []).OfType<AnswerReference>()
                .Where(reference => reference.Url?.StartsWith("https://", StringComparison.Ordinal) == true)
                .DistinctBy(reference => reference.Url)
                .OrderBy(reference => reference.Type != "ADVISORY").ThenBy(reference => reference.Url, StringComparer.Ordinal)
                .Take(MaxReferences),
        ];
        return references.Count > 0 ? references : null;
    }

    // Go's database writes year 1 for unknown.
    private static IEnumerable<string> Instants(IEnumerable<string?> texts) =>
        from text in texts
        let date = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at : default
        where date.Year > 1
        select date.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
