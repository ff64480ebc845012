using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Assessments;
using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Feeds;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Tests.Answers;

/// <summary>An answer is a part of the feed, but a cluster learns from it what it would learn from the whole feed.</summary>
public sealed class AnswerScopeTests
{
    [Fact]
    public void A_cluster_learns_from_its_answer_what_it_would_learn_from_the_whole_feed()
    {
        var left = 0;
        Gen.Int.Sample(
            seed =>
            {
                var world = new RandomWorld(seed);
                var feed = world.Feed();
                for (var i = 0; i < 5; i++)
                {
                    var cluster = world.Cluster(feed);
                    var answer = AnswerTo(cluster, feed);
                    var assessment = Assessment.Of(cluster, answer, RandomWorld.Now);

                    Assert.Equal(Described(Assessment.Of(cluster, feed.Feed, RandomWorld.Now)), Described(assessment));
                    Assert.Empty(assessment.NotCovered);
                    Interlocked.Add(ref left, feed.Feed.Advisories.Count - answer.Advisories.Count);
                }
            },
            iter: 60);

        // Otherwise the answers would be the whole feed, and the comparison would say nothing.
        Assert.InRange(left, 100, int.MaxValue);
    }

    [Fact]
    public void A_version_that_the_answer_does_not_cover_is_reported_as_such() => Gen.Int.Sample(
        seed =>
        {
            var world = new RandomWorld(seed);
            var feed = world.Feed();
            var cluster = world.Cluster(feed);
            var image = new RunningImage(Component.CoreDns, "rancher/hardened-coredns:v3.0.0", "kube-system", "rke2-coredns");
            cluster = cluster with { Workloads = cluster.Workloads with { Images = [image] } };
            var answer = AnswerTo(cluster, feed);
            var assessment = Assessment.Of(cluster, answer, RandomWorld.Now);

            // Where a release of the scope does not list its version, every advisory about the component is in the answer.
            var isComplete = answer.Covered.Any(covered => covered.Includes(Component.CoreDns, ComponentVersion.TryParse("3.0.0")!));
            Assert.Equal(!isComplete, assessment.NotCovered.Any(use => use.Component == Component.CoreDns));
        },
        iter: 60);

    private static Feed AnswerTo(Cluster cluster, FeedDocument feed)
    {
        var version = ReleaseVersion.TryParse(cluster.Version)!;
        var body = PreparedAnswers.Of(feed, new FakeTimeProvider(RandomWorld.Now)).For(version).In(ContentCoding.Identity);
        return Feed.FromAnswer(Assert.IsType<AnswerReadResult.Readable>(AnswerReader.Read(body)).Answer);
    }

    // The whole result that an operator sees.
    private static IEnumerable<string> Described(Assessment assessment) =>
    [
        .. assessment.Findings.Select(finding => $"finding {finding.Advisory.Id} {finding.Advisory.Severity} {finding.FixedIn?.Version}"
            + string.Concat(finding.Uses.Select(use => $" {use.Component.Name} {use.Version} {use.Nodes}"))),
        .. assessment.Undecided.Select(undecided => $"undecided {undecided.Advisory.Id} " + string.Join("; ", undecided.Missing)),
        .. assessment.Go.Advisories.Select(advisory => $"Go {advisory.Id}"),
        $"published {assessment.Published}, oldest fix {assessment.OldestFixDays}, Go {assessment.Go.Line}",
        $"reason {assessment.Recommendation.Reason}",
        $"nodes {assessment.Recommendation.Nodes?.Count} {assessment.Recommendation.Nodes?.Fixes.Count}",
        .. Described("target", assessment.Recommendation.Target),
        .. Described("interim", assessment.Recommendation.Interim),
        .. Described("patch", assessment.Patch),
        .. Described("next minor", assessment.NextMinor),
    ];

    private static IEnumerable<string> Described(string name, Upgrade? upgrade) => upgrade is null ? [$"{name} none"] :
    [
        $"{name} by {string.Join(", ", upgrade.Path.Select(step => step.Version))} {upgrade.Open} {upgrade.Support}",
        $"{name} fixes {Ids(upgrade.Fixes)}, leaves {Ids(upgrade.Remains)}, brings {Ids(upgrade.Brings)}",
        $"{name} undecided {string.Join(' ', upgrade.Undecided.Select(one => one.Advisory.Id))}",
    ];

    private static string Ids(IEnumerable<Finding> findings) => string.Join(' ', findings.Select(finding => finding.Advisory.Id));
}
