namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>The conditions of the report.</summary>
public sealed class ConditionTests
{
    private const string Recent = """, "generated": "2026-11-20T00:00:00Z" """;
    private static readonly string Installed = FeedText.Release("v1.34.5+rke2r1");

    [Theory]
    [InlineData("LOW", "", "containerd", "False NoUrgentVulnerabilities")]
    [InlineData("HIGH", "", "containerd", "True UrgentVulnerabilities")]
    [InlineData("LOW", """, "exploited": true""", "containerd", "True ExploitedVulnerabilities")]
    [InlineData("CRITICAL", """, "exploited": true""", "containerd", "True ExploitedVulnerabilities")]
    [InlineData("", "", "containerd", "Unknown UnratedVulnerabilities")]
    [InlineData("LOW", "", "etcd", "Unknown Undecided")]
    public async Task Vulnerable_is_false_only_when_nothing_urgent_is_possible(
        string severity, string more, string component, string expected)
    {
        await using var cluster = await AssessedCluster.StartAsync();

        await cluster.NotifyAsync(
            AssessedCluster.Facts,
            FeedText.Answer([Installed], [FeedText.Flaw("CVE-2026-0001", "99.0.0", severity, more, component)], Recent));

        Assert.Equal(expected, cluster.Condition("Vulnerable"));
    }

    [Fact]
    public async Task An_unrated_CVE_beside_a_rated_one_is_not_hidden()
    {
        await using var cluster = await AssessedCluster.StartAsync();

        await cluster.NotifyAsync(AssessedCluster.Facts, FeedText.Answer(
            [Installed], [FeedText.Flaw("CVE-2026-0001", "2.2.0", "LOW"), FeedText.Flaw("CVE-2026-0002", "2.2.0", "")], Recent));

        Assert.Equal("Unknown UnratedVulnerabilities", cluster.Condition("Vulnerable"));
        Assert.Equal("True Decided", cluster.Condition("VulnerabilitiesKnown"));
    }

    [Fact]
    public async Task A_version_that_the_feed_does_not_list_is_unknown()
    {
        await using var cluster = await AssessedCluster.StartAsync();

        await cluster.NotifyAsync(AssessedCluster.Facts, FeedText.Answer([FeedText.Release("v1.34.1+rke2r1")], [], Recent));

        Assert.Equal("Unknown ReleaseNotInFeed", cluster.Condition("Vulnerable"));
        Assert.Equal("False ReleaseNotInFeed", cluster.Condition("VulnerabilitiesKnown"));
        Assert.Equal("Unknown ReleaseNotInFeed", cluster.Condition("UpToDate"));
    }

    [Fact]
    public async Task An_answer_that_does_not_cover_a_component_is_unknown()
    {
        await using var cluster = await AssessedCluster.StartAsync();

        await cluster.NotifyAsync(AssessedCluster.Facts, FeedText.Answer(
            [Installed], [], """, "covers": [ { "component": "containerd", "from": "v2.0.0", "to": "v2.1.0" } ]"""));

        Assert.Equal("Unknown NotCovered", cluster.Condition("Vulnerable"));
        Assert.Equal("False NotCovered", cluster.Condition("VulnerabilitiesKnown"));
    }

    [Theory]
    [InlineData("2026-11-11T08:00:00Z", "True Fresh")]
    [InlineData("2026-11-01T00:00:00Z", "False Stale")]
    [InlineData("2026-12-24T00:00:00Z", "Unknown DateInFuture")]
    [InlineData("", "Unknown NoDate")]
    public async Task FeedFresh_is_about_the_date_of_the_feed(string generated, string expected)
    {
        await using var cluster = await AssessedCluster.StartAsync();

        await cluster.NotifyAsync(AssessedCluster.Facts, FeedText.Answer([Installed], [], $", \"generated\": \"{generated}\""));

        Assert.Equal(expected, cluster.Condition("FeedFresh"));
        Assert.Equal(
            expected.Split(' ')[0] switch { "True" => "Fresh", "False" => "Stale", _ => "Unknown" },
            cluster.Status["feedFreshness"]!.GetValue<string>());
    }

    [Fact]
    public async Task UpToDate_names_a_withdrawn_release_and_nodes_that_lag_behind()
    {
        await using var cluster = await AssessedCluster.StartAsync();

        await cluster.NotifyAsync(AssessedCluster.Facts, FeedText.Answer(
            [FeedText.Release("v1.34.5+rke2r1", more: """, "withdrawn": true""")], [], Recent));
        Assert.Equal("False Withdrawn", cluster.Condition("UpToDate"));

        await cluster.NotifyAsync(
            AssessedCluster.With(new("v1.34.5+rke2r1", 3, 0), new("v1.34.4+rke2r1", 0, 2)), FeedText.Answer([Installed], [], Recent));
        Assert.Equal("False NodesBehind", cluster.Condition("UpToDate"));

        await cluster.NotifyAsync(AssessedCluster.Facts, FeedText.Answer([Installed], [], Recent));
        Assert.Equal("True NewestKnown", cluster.Condition("UpToDate"));
    }

    [Fact]
    public async Task An_unsupported_version_without_a_way_out_is_not_up_to_date()
    {
        await using var cluster = await AssessedCluster.StartAsync();

        await cluster.NotifyAsync(AssessedCluster.Facts, FeedText.Answer(
            [FeedText.Release("v1.36.1+rke2r1"), Installed],
            [],
            Recent + """, "support": [ { "minor": "1.34", "endOfLife": "2026-10-27" } ]"""));

        Assert.Equal("False MinorMissing", cluster.Condition("UpToDate"));
        Assert.Equal("False EndOfLife", cluster.Condition("Supported"));
    }
}
