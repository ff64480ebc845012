using SecurityResponder.Assessments;
using SecurityResponder.Client.Notifying;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>What is announced, and what is the same notification.</summary>
public sealed class NotificationTests
{
    private static readonly string[] Releases = [FeedText.Release("v1.34.9+rke2r1", "v2.2.1"), FeedText.Release("v1.34.5+rke2r1")];

    [Theory]
    [InlineData("Exploited", "LOW", """, "exploited": true""", "containerd")]
    [InlineData("Vulnerable", "HIGH", "", "containerd")]
    [InlineData("Unrated", "", "", "containerd")]
    [InlineData("Undecided", "LOW", "", "etcd")]
    [InlineData("Clean", "LOW", "", "containerd")]
    public void The_reason_is_the_worst_that_applies(string reason, string severity, string more, string component)
    {
        var notification = Of(FeedText.Flaw("CVE-2026-0001", "99.0.0", severity, more, component));

        Assert.Equal((reason, reason != "Clean"), (notification.Reason, notification.IsWarning));
    }

    [Fact]
    public void A_version_that_the_feed_does_not_list_is_never_called_clean() =>
        Assert.Equal("Undecided", Of(FeedText.Parse(FeedText.Answer([], [])), AssessedCluster.Facts).Reason);

    [Fact]
    public void A_withdrawn_release_is_a_reason()
    {
        var feed = FeedText.Answer([FeedText.Release("v1.34.5+rke2r1", more: """, "withdrawn": true""")], []);

        var notification = Of(FeedText.Parse(feed), AssessedCluster.Facts);

        Assert.Equal("Withdrawn", notification.Reason);
        Assert.Contains("RKE2 withdrew this release.", notification.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "CVE-2026-0002", "HIGH", "", "containerd")]
    [InlineData(true, "CVE-2026-0002", "", "", "containerd")]
    [InlineData(true, "CVE-2026-0002", "LOW", """, "exploited": true""", "containerd")]
    [InlineData(true, "CVE-2026-0002", "CRITICAL", "", "etcd")]
    [InlineData(false, "CVE-2026-0002", "MODERATE", "", "containerd")]
    public void Only_a_CVE_that_can_be_urgent_is_a_new_finding(bool isNew, string id, string severity, string more, string component)
    {
        var known = FeedText.Flaw("CVE-2026-0001", "2.2.0");

        Assert.Equal(isNew, IsNew(Of(known), Of(known, FeedText.Flaw(id, "99.0.0", severity, more, component))));
    }

    [Fact]
    public void A_further_undecided_CVE_of_low_severity_is_no_new_finding()
    {
        var known = FeedText.Flaw("CVE-2026-0001", "99.0.0", "LOW", component: "etcd");

        Assert.False(IsNew(Of(known), Of(known, FeedText.Flaw("CVE-2026-0002", "99.0.0", "LOW", component: "etcd"))));
    }

    [Theory]
    [InlineData(true, "HIGH", ", \"exploited\": true")]
    [InlineData(false, "CRITICAL", "")]
    public void A_CVE_that_is_found_to_be_exploited_is_a_new_finding_but_not_one_that_becomes_critical(
        bool isNew, string severity, string more)
    {
        var (before, now) = (FeedText.Flaw("CVE-2026-0001", "2.2.0"), FeedText.Flaw("CVE-2026-0001", "2.2.0", severity, more));

        Assert.Equal(isNew, IsNew(Of(before), Of(now)));
    }

    [Fact]
    public void A_CVE_that_gets_its_severity_is_a_new_finding_when_it_is_urgent()
    {
        var unrated = Of(FeedText.Flaw("CVE-2026-0001", "2.2.0", ""));

        Assert.True(IsNew(unrated, Of(FeedText.Flaw("CVE-2026-0001", "2.2.0", "CRITICAL"))));
        Assert.False(IsNew(unrated, unrated));
    }

    [Fact]
    public void A_finding_that_goes_and_comes_back_is_announced_once()
    {
        string[] flaws = [FeedText.Flaw("CVE-2026-0001", "2.2.0"), FeedText.Flaw("CVE-2026-0002", "2.2.0")];
        var (one, both) = (Of(flaws[0]), Of(flaws));

        var announced = AnnouncedFindings.After(one, AnnouncedFindings.After(both, null));

        Assert.False(AnnouncedFindings.HasNew(one, announced));
        Assert.False(AnnouncedFindings.HasNew(both, announced));
        Assert.Null(AnnouncedFindings.After(Of(FeedText.Flaw("CVE-2026-0003", "2.2.0", "LOW")), announced));
    }

    [Fact]
    public void Another_version_with_the_same_CVEs_is_a_new_finding()
    {
        var feed = FeedText.Parse(
            FeedText.Answer([.. Releases, FeedText.Release("v1.34.6+rke2r1")], [FeedText.Flaw("CVE-2026-0001", "2.2.0")]));

        Assert.True(IsNew(Of(feed, AssessedCluster.Facts), Of(feed, AssessedCluster.Facts with { Version = "v1.34.6+rke2r1" })));
    }

    [Fact]
    public void More_findings_than_can_be_stored_are_announced_once()
    {
        var many = Of([.. Enumerable.Range(0, 700).Select(i => FeedText.Flaw($"CVE-2026-{i:d4}", "2.2.0"))]);

        var announced = AnnouncedFindings.After(many, null);

        Assert.Equal(AnnouncedFindings.MaxLength, announced!.Length);
        Assert.False(AnnouncedFindings.HasNew(many, announced));
    }

    [Fact]
    public void Numbers_and_order_of_nodes_are_neither_a_finding_nor_a_text()
    {
        NodeVersion server = new("v1.34.5+rke2r1", 3, 0);
        var few = WithNodes(server, new("v1.34.4+rke2r1", 0, 1));
        var many = WithNodes(new("v1.34.4+rke2r1", 0, 40), server);

        Assert.Equal((few.Key, few.Note, few.Counted), (many.Key, many.Note, many.Counted));
    }

    [Fact]
    public void The_note_names_exploited_CVEs_first_then_the_nodes_and_the_path()
    {
        var notification = WithNodes(new("v1.34.5+rke2r1", 3, 0), new("v1.34.4+rke2r1", 0, 1));

        Assert.Equal(
            "v1.34.5+rke2r1: 2 CVEs concern this cluster, 1 known to be exploited: 1 high, 1 low; 1 CVE cannot be decided "
                + "(CVE-2026-0002, CVE-2026-0001); support unknown. First upgrade the nodes on older releases to v1.34.5+rke2r1. "
                + "Recommended: v1.34.9+rke2r1.",
            notification.Note);
    }

    [Fact]
    public void The_note_says_how_many_CVEs_it_does_not_name() => Assert.Contains(
        ", CVE-2026-0010 and 5 more);",
        Of([.. Enumerable.Range(1, 15).Select(i => FeedText.Flaw($"CVE-2026-{i:d4}", "2.2.0"))]).Note,
        StringComparison.Ordinal);

    private static bool IsNew(Notification before, Notification now) =>
        AnnouncedFindings.HasNew(now, AnnouncedFindings.After(before, null));

    private static Notification WithNodes(params NodeVersion[] kubelets)
    {
        string[] flaws =
        [
            FeedText.Flaw("CVE-2026-0001", "2.2.0"),
            FeedText.Flaw("CVE-2026-0002", "2.2.0", "LOW", """, "exploited": true"""),
            FeedText.Flaw("CVE-2026-0003", "3.6.1", "LOW", component: "etcd"),
        ];
        var feed = FeedText.Answer([.. Releases, FeedText.Release("v1.34.4+rke2r1")], flaws);
        return Of(FeedText.Parse(feed), AssessedCluster.With(kubelets));
    }

    private static Notification Of(params string[] flaws) => Of(FeedText.Parse(FeedText.Answer(Releases, flaws)), AssessedCluster.Facts);

    private static Notification Of(SecurityResponder.Feeds.Feed feed, Cluster cluster) =>
        new(Assessment.Of(cluster, feed, new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero)));
}
