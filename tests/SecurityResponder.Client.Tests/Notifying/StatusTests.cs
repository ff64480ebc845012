using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>The object <c>securityreports/cluster</c>, validated with the schema of the chart.</summary>
public sealed class StatusTests
{
    private const string Report = "/apis/security.rke2.io/v1alpha1/securityreports/cluster";

    private const string Upgrade =
        """
        { "version": "v1.34.9+rke2r1", "endOfLife": "2027-03-01", "endsSoon": false,
          "fixes": { "total": 3, "exploited": 0, "critical": 0, "high": 2, "medium": 1, "low": 0, "unrated": 0 },
          "remains": { "total": 0, "exploited": 0, "critical": 0, "high": 0, "medium": 0, "low": 0, "unrated": 0 },
          "brings": { "total": 0, "exploited": 0, "critical": 0, "high": 0, "medium": 0, "low": 0, "unrated": 0 },
          "bringsUrgent": [], "undecided": 0, "notes": "https://notes.example/v1.34.9" }
        """;

    [Fact]
    public async Task The_report_has_the_content_of_the_summary()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);

        await cluster.CheckAsync("status");

        var status = cluster.Status;
        status.Remove("conditions");
        status.Remove("digest");
        Assert.True(JsonNode.DeepEquals(status, JsonNode.Parse(
            """
            {
              "installedVersion": "v1.34.5+rke2r1", "listed": true, "withdrawn": false,
              "support": { "state": "Supported", "endOfLife": "2027-03-01" },
              "published": 3, "concerning": 3, "exploited": 0,
              "severities": { "critical": 0, "high": 2, "medium": 1, "low": 0, "unrated": 0 },
              "undecided": 0, "otherAdvisories": 0,
              "advisories": [
                { "id": "CVE-2026-0001", "exploited": false, "severity": "high", "publishedSince": "2026-07-01",
                  "components": [
                    { "name": "containerd", "version": "v2.1.5-k3s1", "source": "ReleaseList", "release": "v1.34.5+rke2r1", "nodes": 1 } ],
                  "nodes": 1, "fixedIn": "v1.34.9+rke2r1", "underInvestigation": false },
                { "id": "CVE-2026-0002", "exploited": false, "severity": "high", "publishedSince": "2026-07-01",
                  "components": [
                    { "name": "containerd", "version": "v2.1.5-k3s1", "source": "ReleaseList", "release": "v1.34.5+rke2r1", "nodes": 1 } ],
                  "nodes": 1, "fixedIn": "v1.34.9+rke2r1", "underInvestigation": false },
                { "id": "CVE-2026-0003", "exploited": false, "severity": "medium", "publishedSince": "2026-07-01",
                  "components": [
                    { "name": "containerd", "version": "v2.1.5-k3s1", "source": "ReleaseList", "release": "v1.34.5+rke2r1", "nodes": 1 } ],
                  "nodes": 1, "fixedIn": "v1.34.9+rke2r1", "underInvestigation": false } ],
              "advisoriesOmitted": 0, "undecidedAdvisories": [], "undecidedAdvisoriesOmitted": 0,
              "nodes": [ { "version": "v1.34.5+rke2r1", "servers": 1, "agents": 0 } ],
              "recommendation": { "version": "v1.34.9+rke2r1", "path": [ "v1.34.9+rke2r1" ], "inRancher": false },
              "upgrades": { "patch": UPGRADE, "target": UPGRADE },
              "feedFreshness": "Fresh", "feedGenerated": "2026-11-20T00:00:00Z", "lastChecked": "2026-11-24T08:00:00Z"
            }
            """.Replace("UPGRADE", Upgrade, StringComparison.Ordinal))), status.ToJsonString());
    }

    [Fact]
    public async Task The_report_is_written_with_one_server_side_apply()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);

        await cluster.CheckAsync("status");

        var write = Assert.Single(cluster.Writes);
        Assert.Equal($"PATCH {Report}?fieldManager=security-responder&force=true", write.ToString());
        Assert.Equal("application/apply-patch+yaml", write.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_condition_keeps_its_time_until_its_status_changes()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable, WatchedCluster.Clean, WatchedCluster.Ended);
        const string first = "2026-11-24T08:00:00Z", second = "2026-11-24T16:00:00Z", third = "2026-11-25T00:00:00Z";

        await cluster.CheckAsync();
        Assert.Equal(("True", first), cluster.Condition("Vulnerable"));
        Assert.Equal(("True", first), cluster.Condition("Supported"));
        Assert.Equal(("False", first), cluster.Condition("UpToDate"));
        Assert.Equal(("True", first), cluster.Condition("VulnerabilitiesKnown"));

        cluster.Time.Advance(TimeSpan.FromHours(8));
        await cluster.CheckAsync();
        Assert.Equal(("False", second), cluster.Condition("Vulnerable"));
        Assert.Equal(("True", first), cluster.Condition("Supported"));

        cluster.Time.Advance(TimeSpan.FromHours(8));
        await cluster.CheckAsync();
        Assert.Equal(("False", second), cluster.Condition("Vulnerable"));
        Assert.Equal(("False", third), cluster.Condition("Supported"));
        Assert.Equal(("False", first), cluster.Condition("UpToDate"));
    }

    [Fact]
    public async Task A_version_that_the_feed_does_not_list_is_not_called_clean()
    {
        await using var cluster = await WatchedCluster.StartAsync(FeedText.Answer([FeedText.Release("v1.34.1+rke2r1")], []));

        await cluster.CheckAsync();

        Assert.Equal("Unknown", cluster.Condition("Supported").Status);
        Assert.Equal("Unknown", cluster.Condition("UpToDate").Status);
        Assert.Equal("Unknown", cluster.Condition("Vulnerable").Status);
        Assert.Equal("False", cluster.Condition("VulnerabilitiesKnown").Status);
    }

    [Fact]
    public async Task The_size_of_the_report_is_bounded()
    {
        string[] names = ["v1.35.9+rke2r1", "v1.34.9+rke2r1", "v1.34.5+rke2r1"];
        var releases = names.Select(name =>
            FeedText.Release(name).Replace(
                "https://notes.example/", "https://notes.example/" + new string('n', 1500), StringComparison.Ordinal));
        var flaws = Enumerable.Range(0, 900).Select(i => FeedText.Flaw("CVE-" + new string('9', 52) + $"-{i:d5}", "2.2.0"));
        await using var cluster = await WatchedCluster.StartAsync(FeedText.Answer(releases, flaws));

        var run = await cluster.CheckAsync();

        Assert.DoesNotContain(run.Log, line => line["event"] == "411");
        Assert.Equal(50, cluster.Status["advisories"]!.AsArray().Count);
        Assert.Equal(850, cluster.Status["advisoriesOmitted"]!.GetValue<int>());
        Assert.All(cluster.Writes, write => Assert.InRange(write.Body.Length, 1, 64 << 10));
    }

    [Fact]
    public async Task A_missing_CustomResourceDefinition_or_permission_is_one_warning_with_a_remedy()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);
        cluster.Server.Written.ReportSchema = null;

        var undefined = Assert.Single((await cluster.CheckAsync("status")).Log, line => line["event"] == "411");
        Assert.Equal("404 NotFound", undefined["reason"]);
        Assert.StartsWith("install the CustomResourceDefinition", undefined["remedy"], StringComparison.Ordinal);

        cluster.Server.Written.ReportSchema = ShippedChart.ReportSchema;
        cluster.Server.Written.Denied.Add("patch securityreports");
        var forbidden = Assert.Single((await cluster.CheckAsync("status")).Log, line => line["event"] == "411");
        Assert.StartsWith("403 Forbidden: securityreports is forbidden", forbidden["reason"], StringComparison.Ordinal);
        Assert.StartsWith("let the service account", forbidden["remedy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_cannot_be_read_is_not_overwritten()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);
        cluster.Server.Override(Report, Answer.Status(503, "ServiceUnavailable", "etcd is away"), times: 1);

        var run = await cluster.CheckAsync();

        Assert.Equal("status", Assert.Single(run.Log, line => line["event"] == "411")["channel"]);
        Assert.Empty(cluster.Writes);
        Assert.Equal("204", run.Last["event"]);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_left_after_ten_seconds()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);
        cluster.Server.Override(Report, Answer.Never);

        var check = cluster.CheckAsync("status");
        await cluster.Server.Requests.WaitForAsync(request => request.Path == Report, TestContext.Current.CancellationToken);
        cluster.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("no complete answer within 10 s", Assert.Single((await check).Log, line => line["event"] == "411")["reason"]);
    }

    [Theory]
    [InlineData("", "--verbose")]
    [InlineData("status,events", "--debug")]
    public async Task Nothing_is_written_by_default_or_with_debug(string notify, string argument)
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);

        await cluster.CheckAsync(notify, argument);

        Assert.DoesNotContain(cluster.Server.Requests.All, request => request.Method != "GET" || request.Path == Report);
    }
}
