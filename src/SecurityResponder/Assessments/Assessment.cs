using SecurityResponder.Advisories;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The result for a cluster: what affects it now, and where to go.</summary>
public sealed record Assessment
{
    /// <summary>The installed version as the cluster gave it, e.g. <c>v1.35.7+rke2r1</c>.</summary>
    public required string Installed { get; init; }

    /// <summary>Whether the feed lists the installed version. If not (a fork, a development build, newer than the feed), only advisories
    /// about what the cluster shows and about Kubernetes itself can be decided.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>Whether the installed version is a release of RKE2.</summary>
    public required bool IsRke2 { get; init; }

    /// <summary>Whether RKE2 withdrew the installed release.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Whether the installed version's minor is still supported.</summary>
    public required Support Support { get; init; }

    /// <summary>The advisories that affect this cluster, worst first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Number of advisories published for the installed version on any cluster: the 41 in "6 of the 41 affect this
    /// cluster".</summary>
    public required int Published { get; init; }

    /// <summary>The advisories that cannot be decided, worst first.</summary>
    public required IReadOnlyList<UndecidedAdvisory> Undecided { get; init; }

    /// <summary>The components in versions for which the answer's advisories are not complete.</summary>
    public IReadOnlyList<ComponentUse> NotCovered { get; init; } = [];

    /// <summary>The vulnerabilities of the Go that built the release.</summary>
    public GoAdvisories Go { get; init; } = new(null, []);

    /// <summary>Components that run in another version than the release lists.</summary>
    public IReadOnlyList<VersionDeviation> Deviations { get; init; } = [];

    /// <summary>Kubelets that are newer than the API server, or more than three minors older.</summary>
    public IReadOnlyList<NodeVersion> Skew { get; init; } = [];

    /// <summary>The kubelets' versions with their numbers of nodes; null when unknown.</summary>
    public NodeVersions? Nodes { get; init; }

    /// <summary>The newest patch of the same minor that can be taken; null when there is none.</summary>
    public Upgrade? Patch { get; init; }

    /// <summary>The newest release of the next minor that can be taken; null when there is none.</summary>
    public Upgrade? NextMinor { get; init; }

    /// <summary>What to do.</summary>
    public Recommendation Recommendation { get; init; } = new(null, null, null, null);

    /// <summary>The recommended release; null to stay.</summary>
    public Upgrade? Recommended => Recommendation.Target;

    /// <summary>Whether an upgrade is made in Rancher instead of by plans.</summary>
    public bool IsRancherManaged { get; init; }

    /// <summary>Ids of advisories that are not about RKE2's components.</summary>
    public IReadOnlyList<string> OtherAdvisories { get; init; } = [];

    /// <summary>When the feed was generated, UTC; null when unknown.</summary>
    public DateTimeOffset? FeedGeneratedAt { get; init; }

    /// <summary>How old the feed is.</summary>
    public FeedAge FeedAge { get; init; } = new(FeedFreshness.Unknown, null);

    /// <summary>The findings by severity.</summary>
    public SeverityCounts Counts => SeverityCounts.Of(Findings);

    /// <summary>The longest time for which the fix of a finding has been available, in whole days; null when no finding has a dated
    /// fix.</summary>
    public int? OldestFixDays { get; init; }

    /// <summary>Number of findings of a severity.</summary>
    public int Count(SeverityLevel level) => Findings.Count(finding => finding.Advisory.Severity.Level == level);

    /// <summary>Assesses a cluster with a feed. Never fails: an unreadable version counts as one that the feed does not list.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="feed">The releases and advisories.</param>
    /// <param name="now">The current time, for the end of support and the age of the feed.</param>
    public static Assessment Of(Cluster cluster, Feed feed, DateTimeOffset now) => AssessmentBuilder.Of(cluster, feed, now);
}
