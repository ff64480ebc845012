using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Clusters;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Reporting.Content;

/// <summary>What the report says about a release.</summary>
/// <param name="Support">The support of its minor at the time of the feed.</param>
/// <param name="Facts">The advisories that affect it on some cluster.</param>
/// <param name="Advice">The assessment of a cluster about which nothing else is known: where to go.</param>
internal sealed record ReleaseEntry(Support Support, ReleaseAssessment Facts, Assessment Advice)
{
    /// <summary>The release.</summary>
    public Release Release => Facts.Release;

    /// <summary>The version.</summary>
    public ReleaseVersion Version => Facts.Release.Version;

    /// <summary>The findings by severity.</summary>
    public SeverityCounts Counts { get; } = SeverityCounts.Of(Facts.Findings);

    /// <summary>The advisories that affect it or that cannot be decided.</summary>
    public IEnumerable<Advisory> Open =>
        Facts.Findings.Select(finding => finding.Advisory).Concat(Facts.Undecided.Select(one => one.Advisory));

    /// <summary>What the report says about a release of a feed.</summary>
    public static ReleaseEntry Of(Feeds.Feed feed, Release release, DateTimeOffset at) => new(
        feed.SupportOf(release.Version.Minor, at),
        ReleaseAssessment.Of(feed, release),
        Assessment.Of(AnyClusterOn(release), feed, at));

    /// <summary>A cluster of which only the version is known: it may run every component.</summary>
    public static Cluster AnyClusterOn(Release release) =>
        new() { Version = release.Version.ToString(), Id = "", IsPrime = release.IsPrimeOnly ? true : null };
}
