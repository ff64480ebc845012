using SecurityResponder.Advisories;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>What a feed says of one release, whatever a cluster makes of it: what a page about the release shows.</summary>
/// <param name="Release">The release.</param>
/// <param name="Findings">What affects it on some cluster, worst first.</param>
/// <param name="Excused">What would affect it by its versions and does not by its makers' word, in the feed's order.</param>
/// <param name="Undecided">What cannot be decided because the feed does not say which version of the component it bundles.</param>
public sealed record ReleaseAssessment(
    Release Release, IReadOnlyList<ReleaseFinding> Findings, IReadOnlyList<NotAffectedComponent> Excused, IReadOnlyList<Advisory> Undecided)
{
    private static readonly AdvisoryEvaluator AnyCluster = new(null);

    /// <summary>Judges a release by a feed.</summary>
    /// <param name="feed">What is known about releases and flaws.</param>
    /// <param name="release">The release; it need not be one of the feed's.</param>
    public static ReleaseAssessment Of(Feed feed, Release release)
    {
        var bundle = BundleOf(release);
        // Oldest first: the first of them that is clean is the nearest.
        var later = feed.Releases.Reverse().Where(other => other.Version > release.Version && !other.Version.IsPrerelease)
            .Select(other => (Release: other, Bundle: BundleOf(other))).ToList();
        return new ReleaseAssessment(
            release,
            [.. AnyCluster.FindingsOf(feed, bundle).Select(finding => new ReleaseFinding(finding, FixedIn(finding.Advisory, release, later)))],
            [.. feed.Advisories.SelectMany(advisory => Excuses(advisory, bundle))],
            [.. feed.Advisories.Where(advisory => AnyCluster.Of(advisory, bundle) == Verdict.Undecided)]);
    }

    private static BundledComponents BundleOf(Release release) => AnyCluster.BundleOf(release.Version, release);

    private static Release? FixedIn(Advisory advisory, Release release, List<(Release Release, BundledComponents Bundle)> later)
    {
        var clean = later.Where(other => AnyCluster.Of(advisory, other.Bundle) == Verdict.NotAffected).Select(other => other.Release).ToList();
        return clean.Find(other => other.Version.Minor == release.Version.Minor) ?? clean.FirstOrDefault();
    }

    private static IEnumerable<NotAffectedComponent> Excuses(Advisory advisory, BundledComponents bundle) =>
        from statement in advisory.Vex
        where statement.Status is VexStatus.NotAffected or VexStatus.Fixed
        where advisory.Affected.Any(accused =>
            accused.Component == statement.Component && bundle.VersionsOf(accused.Component).Any(accused.Affects))
        select new NotAffectedComponent(advisory, statement);
}

/// <summary>A flaw of a release.</summary>
/// <param name="Finding">The flaw.</param>
/// <param name="FixedIn">The nearest later release without it, of the same minor where there is one; null when the feed knows of none.</param>
public sealed record ReleaseFinding(Finding Finding, Release? FixedIn);

/// <summary>A flaw that a release does not have although it bundles a version that is accused.</summary>
/// <param name="Advisory">The flaw.</param>
/// <param name="Statement">Why not.</param>
public sealed record NotAffectedComponent(Advisory Advisory, VexStatement Statement);
