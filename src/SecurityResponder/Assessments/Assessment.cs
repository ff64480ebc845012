using SecurityResponder.Advisories;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>What an operator is told about the installed version.</summary>
public sealed record Assessment
{
    /// <summary>The installed version as the cluster gave it, e.g. <c>v1.35.7+rke2r1</c>.</summary>
    public required string Installed { get; init; }

    /// <summary>Whether the feed lists the installed version. When not (a fork, a development build, newer than the feed), advice goes by
    /// the
    /// version's place in the order, and only flaws of Kubernetes and of RKE2 itself can be decided.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>Whether the installed version's minor is still supported.</summary>
    public required Support Support { get; init; }

    /// <summary>What affects this cluster, worst first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>How many advisories are published for the installed version, whatever a cluster runs: the 41 of "6 of the 41 concern this
    /// cluster".</summary>
    public required int Published { get; init; }

    /// <summary>How many advisories could not be decided because the feed does not say which version of the component is bundled.</summary>
    public required int Undecided { get; init; }

    /// <summary>The newest release of the same minor; null when the installed one is the newest.</summary>
    public Upgrade? Patch { get; init; }

    /// <summary>The newest release of the next minor; null when the feed lists none.</summary>
    public Upgrade? NextMinor { get; init; }

    /// <summary>The one to take, which is <see cref="Patch"/> or <see cref="NextMinor"/>; null when neither would help.</summary>
    public Upgrade? Recommended { get; init; }

    /// <summary>When the feed was made, UTC; null when it does not say.</summary>
    public DateTimeOffset? FeedGeneratedAt { get; init; }

    /// <summary>How many findings are of a severity.</summary>
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

    /// <summary>Judges a cluster by a feed. Never fails: a version that cannot be read is one that the feed does not know.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="feed">What is known about releases and flaws.</param>
    /// <param name="now">Decides whether support has ended.</param>
    public static Assessment Of(Cluster cluster, Feed feed, DateTimeOffset now)
    {
        if (ReleaseVersion.TryParse(cluster.Version) is not { } version)
        {
            return Unreadable(cluster, feed);
        }

        var support = feed.SupportOf(version.Minor, now);
        var release = feed.Find(version);
        var judge = new AdvisoryEvaluator(cluster);
        var installed = judge.BundleOf(version, release);
        var upgrades = new UpgradeOptions(feed, judge, version, installed);
        var patch = upgrades.To(version.Minor);
        var nextMinor = upgrades.To(version.Minor.Next);
        return new Assessment
        {
            Installed = cluster.Version,
            IsKnown = release is not null,
            Support = support,
            Findings = upgrades.Findings,
            Published = CountPublished(feed, version, release),
            Undecided = feed.Advisories.Count(advisory => judge.Of(advisory, installed) == Verdict.Undecided),
            Patch = patch,
            NextMinor = nextMinor,
            Recommended = upgrades.Recommend(patch, nextMinor, support),
            FeedGeneratedAt = feed.GeneratedAt,
        };
    }

    private static int CountPublished(Feed feed, ReleaseVersion version, Release? release)
    {
        var judge = new AdvisoryEvaluator(null);
        var bundle = judge.BundleOf(version, release);
        return feed.Advisories.Count(advisory => judge.Of(advisory, bundle) == Verdict.Affected);
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
