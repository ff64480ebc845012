using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>Assesses a cluster: what runs, what is open, where to go.</summary>
internal static class AssessmentBuilder
{
    private const string UnreadableVersion = "the version of the cluster cannot be read";

    /// <summary>See <see cref="Assessment.Of"/>.</summary>
    public static Assessment Of(Cluster cluster, Feed feed, DateTimeOffset now)
    {
        if (ReleaseVersion.TryParse(cluster.Version) is not { } version)
        {
            return Unreadable(cluster, feed, now);
        }

        // What runs.
        var release = feed.Find(version);
        var installed = new ClusterComponents(cluster, feed, version);

        // What is open.
        var evaluator = new AdvisoryEvaluator(cluster);
        var situation = new Situation(feed, evaluator, installed);
        var fixes = new FixFinder(feed, evaluator, new UpgradePath(feed, version, cluster.IsPrime == true), version, cluster, installed);
        IReadOnlyList<Finding> findings = [.. situation.Findings.Select(fixes.WithFix)];

        // Where to go.
        var advisor = new UpgradeAdvisor(cluster, feed, version, installed, situation, now);
        return new Assessment
        {
            Installed = cluster.Version,
            IsKnown = release is not null,
            IsRke2 = version.IsRke2,
            IsWithdrawn = release?.IsWithdrawn ?? false,
            Support = feed.SupportOf(version.Minor, now),
            Findings = findings,
            Published = CountPublished(feed, version, release),
            Undecided = situation.Undecided,
            NotCovered = [.. Component.All.SelectMany(installed.UsesOf).Where(use => !feed.Covers(use.Component, use.Version))],
            Go = GoAdvisories.Of(feed, release),
            Deviations = VersionDeviation.Of(installed, version, release, cluster),
            Skew = new NodeSkew(cluster, version).BeyondPolicy,
            Nodes = cluster.NodeVersions,
            Patch = advisor.Patch,
            NextMinor = advisor.NextMinor,
            Recommendation = advisor.Recommend(NodeUpgradeFinder.Find(cluster, feed, version, findings)),
            IsRancherManaged = cluster.IsRancherManaged == true && cluster.RancherRole != RancherRole.Server,
            OtherAdvisories = feed.OtherAdvisories,
            FeedGeneratedAt = feed.GeneratedAt,
            FeedAge = FeedAge.Of(feed.GeneratedAt, now),
            OldestFixDays = OldestFixDays(findings, now),
        };
    }

    private static int? OldestFixDays(IReadOnlyList<Finding> findings, DateTimeOffset now) =>
        findings.Min(finding => finding.FixAvailableSince) is { } since ? Math.Max(0, (int)(now - since).TotalDays) : null;

    private static int CountPublished(Feed feed, ReleaseVersion version, Release? release)
    {
        var (evaluator, listed) = (new AdvisoryEvaluator(null), new ReleaseComponents(version, release, null));
        return feed.Advisories.Count(advisory => evaluator.DecisionOf(advisory, listed) == Decision.Affected);
    }

    private static Assessment Unreadable(Cluster cluster, Feed feed, DateTimeOffset now) => new()
    {
        Installed = cluster.Version,
        IsKnown = false,
        IsRke2 = false,
        Support = Support.Unknown.Instance,
        Findings = [],
        Published = 0,
        Undecided =
        [
            .. from advisory in feed.Advisories
               where advisory.Affected.Any(affected => affected.Component != Component.Go)
               select new UndecidedAdvisory(advisory, [new MissingFact(advisory.Affected[0].Component, UnreadableVersion)]),
        ],
        Recommendation = new Recommendation(null, null, null, NoUpgradeReason.NotRke2(cluster.Version)),
        OtherAdvisories = feed.OtherAdvisories,
        FeedGeneratedAt = feed.GeneratedAt,
        FeedAge = FeedAge.Of(feed.GeneratedAt, now),
    };
}
