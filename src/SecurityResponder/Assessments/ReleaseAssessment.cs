using SecurityResponder.Advisories;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The advisories of a release on any cluster, as shown on its page.</summary>
/// <param name="Release">The release.</param>
/// <param name="Findings">Advisories that affect it on some cluster, most severe first.</param>
/// <param name="NotAffected">Components in an affected version that VEX declares not affected or fixed, in the order of the feed.</param>
/// <param name="Undecided">Advisories that cannot be decided because the feed does not contain the version of the component.</param>
public sealed record ReleaseAssessment(
    Release Release,
    IReadOnlyList<ReleaseFinding> Findings,
    IReadOnlyList<NotAffectedComponent> NotAffected,
    IReadOnlyList<Advisory> Undecided)
{
    private static readonly AdvisoryEvaluator AnyCluster = new(null);

    /// <summary>Assesses a release with a feed.</summary>
    /// <param name="feed">The releases and advisories.</param>
    /// <param name="release">The release; it need not be in the feed.</param>
    public static ReleaseAssessment Of(Feed feed, Release release)
    {
        var bundle = BundleOf(release);
        // Oldest first: the first one that is not affected is the nearest fix.
        var later = feed.Releases.Reverse().Where(other => other.Version > release.Version && !other.Version.IsPrerelease)
            .Select(other => (Release: other, Bundle: BundleOf(other))).ToList();
        return new ReleaseAssessment(
            release,
            [.. AnyCluster.FindingsOf(feed, bundle)
                .Select(finding => new ReleaseFinding(finding, FixedIn(finding.Advisory, release, later)))],
            [.. feed.Advisories.SelectMany(advisory => NotAffectedBy(advisory, bundle))],
            [.. feed.Advisories.Where(advisory => AnyCluster.Of(advisory, bundle) == Decision.Undecided)]);
    }

    private static BundledComponents BundleOf(Release release) => AnyCluster.BundleOf(release.Version, release);

    private static Release? FixedIn(Advisory advisory, Release release, List<(Release Release, BundledComponents Bundle)> later)
    {
        var clean = later.Where(other => AnyCluster.Of(advisory, other.Bundle) == Decision.NotAffected)
            .Select(other => other.Release).ToList();
        return clean.Find(other => other.Version.Minor == release.Version.Minor) ?? clean.FirstOrDefault();
    }

    private static IEnumerable<NotAffectedComponent> NotAffectedBy(Advisory advisory, BundledComponents bundle) =>
        from statement in advisory.Vex
        where statement.Status is VexStatus.NotAffected or VexStatus.Fixed
        where advisory.Affected.Any(affected =>
            affected.Component == statement.Component && bundle.VersionsOf(affected.Component).Any(affected.Affects))
        select new NotAffectedComponent(advisory, statement);
}

/// <summary>An advisory that affects a release.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="FixedIn">The nearest later release that is not affected, of the same minor if possible; null when the feed lists
/// none.</param>
public sealed record ReleaseFinding(Finding Finding, Release? FixedIn);

/// <summary>A component that is not affected by an advisory, although its version is listed as affected.</summary>
/// <param name="Advisory">The advisory.</param>
/// <param name="Statement">The VEX statement that says so.</param>
public sealed record NotAffectedComponent(Advisory Advisory, VexStatement Statement);
