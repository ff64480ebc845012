using SecurityResponder.Advisories;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The result for the installed version of a cluster.</summary>
public sealed record Assessment
{
    /// <summary>The installed version as the cluster gave it, e.g. <c>v1.35.7+rke2r1</c>.</summary>
    public required string Installed { get; init; }

    /// <summary>Whether the feed lists the installed version. If not (a fork, a development build, newer than the feed), the
    /// recommendation follows from the order of versions, and only advisories about Kubernetes and RKE2 itself can be decided.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>Whether the installed version's minor is still supported.</summary>
    public required Support Support { get; init; }

    /// <summary>The advisories that affect this cluster, most severe first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Number of advisories published for the installed version on any cluster: the 41 in "6 of the 41 affect this
    /// cluster".</summary>
    public required int Published { get; init; }

    /// <summary>Number of advisories that cannot be decided because the feed does not contain the version of the component.</summary>
    public required int Undecided { get; init; }

    /// <summary>The newest release of the same minor; null when the installed one is the newest.</summary>
    public Upgrade? Patch { get; init; }

    /// <summary>The newest release of the next minor; null when the feed lists none.</summary>
    public Upgrade? NextMinor { get; init; }

    /// <summary>The recommended release, <see cref="Patch"/> or <see cref="NextMinor"/>; null when neither would help.</summary>
    public Upgrade? Recommended { get; init; }

    /// <summary>When the feed was generated, UTC; null when unknown.</summary>
    public DateTimeOffset? FeedGeneratedAt { get; init; }

    /// <summary>Number of findings of a severity.</summary>
    public int Count(SeverityLevel level)
    {
        var count = 0;
        foreach (var finding in Findings)
        {
            if (finding.Advisory.Severity.Level == level)
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>Assesses a cluster with a feed. Never fails: an unreadable version counts as one that the feed does not list.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="feed">The releases and advisories.</param>
    /// <param name="now">The current time, for the end of support.</param>
    public static Assessment Of(Cluster cluster, Feed feed, DateTimeOffset now)
    {
        if (ReleaseVersion.TryParse(cluster.Version) is not { } version)
        {
            return Unreadable(cluster, feed);
        }

        var support = feed.SupportOf(version.Minor, now);
        var release = feed.Find(version);
        var evaluator = new AdvisoryEvaluator(cluster);
        var installed = evaluator.BundleOf(version, release);
        var upgrades = new UpgradeOptions(feed, evaluator, version, installed);
        var patch = upgrades.To(version.Minor);
        var nextMinor = upgrades.To(version.Minor.Next);
        return new Assessment
        {
            Installed = cluster.Version,
            IsKnown = release is not null,
            Support = support,
            Findings = upgrades.Findings,
            Published = CountPublished(feed, version, release),
            Undecided = feed.Advisories.Count(advisory => evaluator.Of(advisory, installed) == Decision.Undecided),
            Patch = patch,
            NextMinor = nextMinor,
            Recommended = upgrades.Recommend(patch, nextMinor, support),
            FeedGeneratedAt = feed.GeneratedAt,
        };
    }

    private static int CountPublished(Feed feed, ReleaseVersion version, Release? release)
    {
        var evaluator = new AdvisoryEvaluator(null);
        var bundle = evaluator.BundleOf(version, release);
        return feed.Advisories.Count(advisory => evaluator.Of(advisory, bundle) == Decision.Affected);
    }

    private static Assessment Unreadable(Cluster cluster, Feed feed) => new()
    {
        Installed = cluster.Version,
        IsKnown = false,
        Support = Support.Unknown.Instance,
        Findings = [],
        Published = 0,
        Undecided = feed.Advisories.Count,
        FeedGeneratedAt = feed.GeneratedAt,
    };
}
