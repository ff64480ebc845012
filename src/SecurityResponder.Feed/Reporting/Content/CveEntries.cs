using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Feed.Explaining;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Reporting.Content;

/// <summary>Collects what the assessments of all releases say about each advisory.</summary>
internal static class CveEntries
{
    /// <summary>The advisories about components of RKE2, worst first.</summary>
    public static IReadOnlyList<CveEntry> Of(
        Answer answer, Feeds.Feed feed, IReadOnlyList<ReleaseEntry> releases, Explainer? explainer)
    {
        var findings = ByAdvisory(releases, release => release.Facts.Findings, finding => finding.Advisory);
        var undecided = ByAdvisory(releases, release => release.Facts.Undecided, one => one.Advisory);
        var excluded = ByAdvisory(releases, release => release.Facts.NotAffected, one => one.Advisory);
        var go = ByAdvisory(releases, release => release.Facts.Go.Version is null ? [] : release.Facts.Go.Advisories, one => one);
        var vectors = Vectors(answer);
        var advisories = feed.Advisories.Where(advisory => advisory.Affected.Count > 0).ToList();
        advisories.Sort(AdvisoryOrder.WorstFirst);
        return [.. advisories.Select(advisory => new CveEntry(advisory)
        {
            Affected = [.. findings[advisory]],
            Undecided = [.. undecided[advisory]],
            Excluded = [.. excluded[advisory].Select(pair => (pair.Release, pair.Item.Statement))],
            NotAffected = NotAffected(
                advisory, releases,
                [
                    .. findings[advisory].Select(pair => pair.Release), .. undecided[advisory].Select(pair => pair.Release),
                    .. go[advisory].Select(pair => pair.Release),
                ]),
            BuiltWithAffectedGo = [.. go[advisory].Select(pair => pair.Release)],
            Vectors = vectors.GetValueOrDefault(advisory.Id) ?? [],
            Origin = explainer?.OriginOf(advisory),
            Scans = explainer?.ScansOf(advisory) ?? [],
            Explain = explainer is null ? null : release => explainer.Explain(advisory, release.Release),
        })];
    }

    // Where Go is affected and the Go of a release is unknown, nothing is known about the release.
    private static List<ReleaseEntry> NotAffected(Advisory advisory, IReadOnlyList<ReleaseEntry> releases, List<ReleaseEntry> others)
    {
        var isAboutGo = advisory.Affected.Any(affected => affected.Component == Component.Go);
        var named = others.ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. releases.Where(release => !named.Contains(release) && !(isAboutGo && release.Facts.Go.Version is null))];
    }

    private static ILookup<Advisory, (ReleaseEntry Release, T Item)> ByAdvisory<T>(
        IReadOnlyList<ReleaseEntry> releases, Func<ReleaseEntry, IEnumerable<T>> items, Func<T, Advisory> advisory) =>
        releases.SelectMany(release => items(release).Select(item => (Release: release, Item: item)))
            .ToLookup<(ReleaseEntry, T Item), Advisory>(pair => advisory(pair.Item), ReferenceEqualityComparer.Instance);

    // Of an advisory with several entries, those of the entry with its id.
    private static Dictionary<string, IReadOnlyList<string>> Vectors(Answer answer)
    {
        var vectors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var advisory in (answer.Advisories ?? []).OfType<AnswerAdvisory>())
        {
            IReadOnlyList<string> scores = [.. (advisory.Severity ?? []).Select(severity => severity?.Score).OfType<string>()];
            foreach (var id in (advisory.Aliases ?? []).Prepend(advisory.Id).OfType<string>().Where(_ => scores.Count > 0))
            {
                vectors.TryAdd(id, scores);
            }
        }

        return vectors;
    }
}
