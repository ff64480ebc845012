using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The part of a feed that a responder sends to a cluster: the reported minor, the three minors before it (nodes may lag behind
/// the API server), and the minors up to the first supported one.</summary>
/// <param name="Advisories">The advisories that affect, or may affect, a version of a component in <see cref="Covers"/>, in the order of
/// the feed.</param>
/// <param name="Covers">The versions of each component for which <see cref="Advisories"/> is complete.</param>
public sealed record AnswerScope(IReadOnlyList<Advisory> Advisories, IReadOnlyList<CoveredVersions> Covers)
{
    private const int MinorsBefore = 3;

    /// <summary>The part for a cluster on a release.</summary>
    /// <param name="feed">The whole feed.</param>
    /// <param name="release">The release.</param>
    /// <param name="now">The time, for the end of support.</param>
    public static AnswerScope Of(Feed feed, Release release, DateTimeOffset now)
    {
        var minor = release.Version.Minor;
        var first = minor with { Minor = minor.Minor - MinorsBefore };
        var last = minor.Next;
        while (feed.SupportOf(last, now) is not Support.Supported && feed.Releases.Any(other => other.Version.Minor > last))
        {
            last = last.Next;
        }

        var releases = feed.Releases
            .Where(other => other.Version.Minor >= first && other.Version.Minor <= last).Append(release).ToList();
        var bundles = releases.ConvertAll(other => new ReleaseComponents(other.Version, other, null));
        var covers = new Dictionary<Component, CoveredVersions>();
        foreach (var component in Component.All)
        {
            // With a version that the feed does not list, no advisory about the component can be left out.
            var uses = bundles.SelectMany(bundle => bundle.UsesOf(component)).ToList();
            if (uses.TrueForAll(use => use.Version is not null))
            {
                covers[component] = new CoveredVersions(component, uses.Min(use => use.Version)!, uses.Max(use => use.Version)!);
            }
        }

        return new AnswerScope(
            [.. feed.Advisories.Where(advisory => advisory.Affected.Any(affected => MayAffect(affected, covers)))],
            [.. Component.All.Select(component => covers.GetValueOrDefault(component) ?? CoveredVersions.Everything(component))]);
    }

    private static bool MayAffect(AffectedComponent affected, Dictionary<Component, CoveredVersions> covers)
    {
        // Go itself, and components with unknown versions.
        if (!covers.TryGetValue(affected.Component, out var covered))
        {
            return true;
        }

        return affected.Ranges.Count + affected.Versions.Count == 0
            || affected.Versions.Any(version => Names(version, covered))
            || affected.Ranges.Any(range => Overlaps(range, covered));
    }

    // A name without a suffix stands for every rebuild: 2.2.6 for 2.2.6-k3s1.
    private static bool Names(ComponentVersion version, CoveredVersions covered) =>
        covered.Includes(covered.Component, version)
        || covered.From.CompareToBound(version) == 0 || covered.To.CompareToBound(version) == 0;

    // A covered end without a suffix includes every rebuild, so a range may begin at a rebuild of it.
    private static bool Overlaps(AffectedRange range, CoveredVersions covered) =>
        (range.Introduced is null || covered.To.CompareToBound(range.Introduced) >= 0 || range.Introduced.CompareToBound(covered.To) <= 0)
        && (range.Fixed is null || covered.From.CompareToBound(range.Fixed) < 0)
        && (range.LastAffected is null || covered.From.CompareToBound(range.LastAffected) <= 0);
}
