using System.Text.Json.Nodes;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>Events, validated like in a kube-apiserver.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task A_vulnerable_version_is_a_warning_about_the_report()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);

        await cluster.CheckAsync();

        var made = Assert.Single(cluster.Server.Written.EventList);
        Assert.Equal(("Warning", "Vulnerable"), Kind(made));
        Assert.Equal(
            "v1.34.5+rke2r1: 3 CVEs concern this cluster: 2 high, 1 medium (CVE-2026-0001, CVE-2026-0002); "
                + "supported until 2027-03-01. Recommended: v1.34.9+rke2r1.",
            made["note"]!.GetValue<string>());
        Assert.Equal("SecurityReport", made["regarding"]!["kind"]!.GetValue<string>());
        Assert.Equal(cluster.Server.Written.Report!["metadata"]!["uid"]!.GetValue<string>(), made["regarding"]!["uid"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_end_of_support_is_a_warning_too()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Ended);

        await cluster.CheckAsync();

        Assert.Equal(("Warning", "OutOfSupport"), Kind(Assert.Single(cluster.Server.Written.EventList)));
    }

    [Fact]
    public async Task A_clean_version_sends_no_event_but_the_change_to_clean_sends_one()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Clean, WatchedCluster.Vulnerable, WatchedCluster.Clean);

        await cluster.CheckAsync();
        Assert.Empty(cluster.Server.Written.EventList);
        await cluster.CheckAsync();
        Assert.Equal(("Warning", "Vulnerable"), Kind(Assert.Single(cluster.Server.Written.EventList)));
        cluster.Server.Written.ExpireEvents();
        await cluster.CheckAsync();
        await cluster.CheckAsync();

        var made = Assert.Single(cluster.Server.Written.EventList);
        Assert.Equal(("Normal", "Clean"), Kind(made));
        Assert.Null(made["series"]);
    }

    [Fact]
    public async Task Only_another_urgent_CVE_sends_another_event()
    {
        var milder = WatchedCluster.Vulnerable.Replace("CVE-2026-0003", "CVE-2026-0004", StringComparison.Ordinal);
        var worse = milder.Replace("MODERATE", "CRITICAL", StringComparison.Ordinal);
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable, milder, worse);

        await cluster.CheckAsync();
        await cluster.CheckAsync();
        Assert.Equal(2, Assert.Single(cluster.Server.Written.EventList)["series"]!["count"]!.GetValue<int>());
        await cluster.CheckAsync();

        Assert.Equal(2, cluster.Server.Written.EventList.Count);
    }

    [Fact]
    public async Task Without_the_report_the_event_regards_the_namespace()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);

        await cluster.CheckAsync("events");
        await cluster.CheckAsync("events");

        var made = Assert.Single(cluster.Server.Written.EventList);
        Assert.Equal(
            ("Namespace", "kube-system"), (made["regarding"]!["kind"]!.GetValue<string>(), made["regarding"]!["name"]!.GetValue<string>()));
        Assert.Equal("6f2b8f2e-6a4e-4f43-9d0a-0d3c5b1f7a11", made["regarding"]!["uid"]!.GetValue<string>());
        Assert.Equal(2, made["series"]!["count"]!.GetValue<int>());
        Assert.Null(cluster.Server.Written.Report);
    }

    [Theory]
    [InlineData(true, "status,events")]
    [InlineData(false, "events")]
    public async Task A_cluster_without_the_CustomResourceDefinition_still_gets_events(bool isDenied, string channels)
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);
        if (isDenied)
        {
            cluster.Server.Written.Denied.Add("create securityreports");
        }
        else
        {
            cluster.Server.Written.ReportSchema = null;
        }

        await cluster.CheckAsync(channels);

        Assert.Equal("Namespace", Assert.Single(cluster.Server.Written.EventList)["regarding"]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_event_that_could_not_be_made_is_made_by_the_next_run()
    {
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);
        cluster.Server.Written.Denied.Add("create events");

        var run = await cluster.CheckAsync();
        Assert.Equal("events", Assert.Single(run.Log, line => line["event"] == "411")["channel"]);
        Assert.Equal("204", run.Last["event"]);

        cluster.Server.Written.Denied.Clear();
        await cluster.CheckAsync();
        Assert.Single(cluster.Server.Written.EventList);
    }

    private static (string Type, string Reason) Kind(JsonObject made) =>
        (made["type"]!.GetValue<string>(), made["reason"]!.GetValue<string>());
}
