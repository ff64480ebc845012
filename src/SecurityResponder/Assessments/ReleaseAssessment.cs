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
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<NotAffectedComponent> NotAffected,
    IReadOnlyList<UndecidedAdvisory> Undecided)
{
    private static readonly AdvisoryEvaluator AnyCluster = new(null);

    /// <summary>The vulnerabilities of the Go that built it.</summary>
    public GoAdvisories Go { get; init; } = new(null, []);

    /// <summary>Assesses a release with a feed.</summary>
    /// <param name="feed">The releases and advisories.</param>
    /// <param name="release">The release; it need not be in the feed.</param>
    public static ReleaseAssessment Of(Feed feed, Release release)
    {
        var components = new TargetComponents(release, null, null);
        var situation = new Situation(feed, AnyCluster, components);
        var path = new UpgradePath(feed, release.Version, release.IsPrimeOnly);
        var fixes = new FixFinder(feed, AnyCluster, path, release.Version, null, null);
        return new ReleaseAssessment(
            release,
            [.. situation.Findings.Select(fixes.WithFix)],
            [.. feed.Advisories.SelectMany(advisory => NotAffectedBy(advisory, components))],
            situation.Undecided)
        {
            Go = GoAdvisories.Of(feed, release),
        };
    }

    private static IEnumerable<NotAffectedComponent> NotAffectedBy(Advisory advisory, TargetComponents components) =>
        from statement in advisory.Vex
        where statement.Status is VexStatus.NotAffected or VexStatus.Fixed
        where components.UsesOf(statement.Component).Any(use => VexRule.Applies(statement, use) && use.Version is { } version
            && advisory.Affected.Any(affected => affected.Component == statement.Component && affected.Affects(version)))
        select new NotAffectedComponent(advisory, statement);
}

/// <summary>A component that is not affected by an advisory, although its version is listed as affected.</summary>
/// <param name="Advisory">The advisory.</param>
/// <param name="Statement">The VEX statement that says so.</param>
public sealed record NotAffectedComponent(Advisory Advisory, VexStatement Statement);
