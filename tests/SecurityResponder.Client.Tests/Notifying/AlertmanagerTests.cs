using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>Alerts end to end: this program, a real Alertmanager, and its notifications.</summary>
public sealed class AlertmanagerTests
{
    private const string Missing = "prometheus-alertmanager is not installed: run `make tools`";

    [Fact]
    public async Task A_real_Alertmanager_receives_and_resolves_the_alert()
    {
        Assert.SkipUnless(RunningAlertmanager.IsInstalled, Missing);
        await using var alertmanager = await RunningAlertmanager.StartAsync();
        await using var cluster = await WatchedCluster.StartAsync(
            Today(WatchedCluster.Vulnerable), Today(WatchedCluster.Vulnerable), Today(WatchedCluster.Clean));
        cluster.Time.SetUtcNow(DateTimeOffset.UtcNow);

        await TellAsync(cluster, alertmanager);

        var first = Assert.Single(await alertmanager.FiringAsync());
        var labels = JsonNode.Parse(
            """{ "alertname": "RKE2Vulnerable", "severity": "warning", "cluster_id": "6f2b8f2e-6a4e-4f43-9d0a-0d3c5b1f7a11" }""");
        Assert.True(JsonNode.DeepEquals(first["labels"], labels), first.ToJsonString());
        var annotations = first["annotations"]!;
        Assert.Equal("v1.34.5+rke2r1", annotations["version"]!.GetValue<string>());
        Assert.Equal("v1.34.9+rke2r1", annotations["recommended"]!.GetValue<string>());
        Assert.Equal("v1.34.9+rke2r1", annotations["path"]!.GetValue<string>());
        Assert.Equal(("2", "1"), (annotations["high"]!.GetValue<string>(), annotations["medium"]!.GetValue<string>()));
        Assert.Equal(("0", "0"), (annotations["exploited"]!.GetValue<string>(), annotations["undecided"]!.GetValue<string>()));
        Assert.Equal("RKE2Vulnerable", (await alertmanager.NotifiedAsync("firing"))["commonLabels"]!["alertname"]!.GetValue<string>());

        // The second run renews the same alert.
        cluster.Time.SetUtcNow(DateTimeOffset.UtcNow);
        await TellAsync(cluster, alertmanager);
        var second = Assert.Single(await alertmanager.FiringAsync());
        Assert.Equal(first["fingerprint"]!.GetValue<string>(), second["fingerprint"]!.GetValue<string>());
        Assert.Equal(first["startsAt"]!.GetValue<string>(), second["startsAt"]!.GetValue<string>());

        cluster.Time.SetUtcNow(DateTimeOffset.UtcNow);
        await TellAsync(cluster, alertmanager);
        Assert.Empty(await alertmanager.FiringAsync());
        Assert.Equal("RKE2Vulnerable", (await alertmanager.NotifiedAsync("resolved"))["commonLabels"]!["alertname"]!.GetValue<string>());

        // Alerts that never fired were sent as resolved three times, without a notification.
        Assert.All(alertmanager.Receiver.Requests.All, request =>
            Assert.Equal("warning", JsonNode.Parse(request.Body.Span)!["commonLabels"]!["severity"]!.GetValue<string>()));
        Assert.All(alertmanager.Receiver.Requests.All, request =>
            Assert.Equal("RKE2Vulnerable", JsonNode.Parse(request.Body.Span)!["commonLabels"]!["alertname"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_critical_CVE_and_the_end_of_support_are_separate_alerts()
    {
        Assert.SkipUnless(RunningAlertmanager.IsInstalled, Missing);
        await using var alertmanager = await RunningAlertmanager.StartAsync();
        await using var cluster = await WatchedCluster.StartAsync(
            Today(WatchedCluster.Ended.Replace("MODERATE", "CRITICAL", StringComparison.Ordinal)));
        cluster.Time.SetUtcNow(DateTimeOffset.UtcNow);

        await TellAsync(cluster, alertmanager);

        Assert.Equal(
            ["RKE2OutOfSupport warning", "RKE2Vulnerable critical"],
            (await alertmanager.FiringAsync()).Select(alert => $"{alert["labels"]!["alertname"]} {alert["labels"]!["severity"]}").Order());
    }

    [Fact]
    public async Task No_label_names_a_CVE_or_a_version()
    {
        var alerts = await SentAsync(WatchedCluster.Vulnerable, "/prefix/");

        Assert.All(alerts, alert => Assert.Equal(
            ["alertname", "cluster_id", "severity"], alert!["labels"]!.AsObject().Select(label => label.Key).Order()));
        Assert.Equal(["RKE2Vulnerable warning"], Firing(alerts));
    }

    [Fact]
    public async Task Exploited_unrated_and_undecided_CVEs_a_withdrawn_release_and_an_old_feed_are_alerts()
    {
        var exploited = WatchedCluster.Vulnerable.Replace("\"MODERATE\"", "\"LOW\", \"exploited\": true", StringComparison.Ordinal);
        var unrated = WatchedCluster.Clean.Replace("MODERATE", "", StringComparison.Ordinal);
        var undecided = WatchedCluster.Clean.Replace("\"name\": \"containerd\"", "\"name\": \"etcd\"", StringComparison.Ordinal);
        var old = WatchedCluster.Clean.Replace("2026-11-20", "2026-10-20", StringComparison.Ordinal);
        var withdrawn = FeedText.Answer([FeedText.Release("v1.34.5+rke2r1", more: """, "withdrawn": true""")], []);

        Assert.Equal(["RKE2Exploited critical", "RKE2Vulnerable warning"], Firing(await SentAsync(exploited)));
        Assert.Equal(["RKE2VulnerabilitiesUnknown warning"], Firing(await SentAsync(unrated)));
        Assert.Equal(["RKE2VulnerabilitiesUnknown warning"], Firing(await SentAsync(undecided)));
        Assert.Equal(["RKE2FeedStale warning"], Firing(await SentAsync(old)));
        Assert.Equal(["RKE2Withdrawn warning"], Firing(await SentAsync(withdrawn)));
    }

    [Fact]
    public async Task A_failing_or_silent_Alertmanager_costs_one_warning()
    {
        await using var receiver = await FakeResponder.StartPlainAsync([Answer.Json(400, "bad request"), Answer.Never]);
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);
        var address = $"http://127.0.0.1:{receiver.Port}";

        var refused = await cluster.CheckAsync("status,events", "--alertmanager", address);
        var silent = cluster.CheckAsync("status,events", "--alertmanager", address);
        await receiver.Requests.WaitForAsync(request => request.Order == 1, TestContext.Current.CancellationToken);
        cluster.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("400 BadRequest", Assert.Single(refused.Log, line => line["event"] == "411")["reason"]);
        Assert.Equal("no answer within 10 s", Assert.Single((await silent).Log, line => line["event"] == "411")["reason"]);
        Assert.Equal("204", refused.Last["event"]);
        Assert.Single(cluster.Server.Written.EventList);
    }

    [Fact]
    public async Task An_Alertmanager_with_an_unknown_certificate_gets_no_alerts()
    {
        await using var stranger = await FakeResponder.StartAsync([Answer.Json(200, "")]);
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);

        var run = await cluster.CheckAsync("", "--alertmanager", $"https://127.0.0.1:{stranger.Port}");

        Assert.StartsWith("TLS failed", Assert.Single(run.Log, line => line["event"] == "411")["reason"], StringComparison.Ordinal);
        Assert.Empty(stranger.Requests.All);
    }

    // Alertmanager uses the real time, and an old feed would raise another alert.
    private static string Today(string answer) =>
        answer.Replace("2026-11-20T00:00:00Z", $"{DateTimeOffset.UtcNow:yyyy-MM-dd}T00:00:00Z", StringComparison.Ordinal)
            .Replace("2027-03-01", $"{DateTimeOffset.UtcNow.AddYears(1):yyyy-MM-dd}", StringComparison.Ordinal);

    private static async Task<JsonArray> SentAsync(string answer, string path = "")
    {
        await using var receiver = await FakeResponder.StartPlainAsync([Answer.Json(200, "")]);
        await using var cluster = await WatchedCluster.StartAsync(answer);
        await cluster.CheckAsync("", "--alertmanager", $"http://127.0.0.1:{receiver.Port}{path}");
        var request = Assert.Single(receiver.Requests.All);
        Assert.Equal($"POST {path.TrimEnd('/')}/api/v2/alerts", request.ToString());
        return JsonNode.Parse(request.Body.Span)!.AsArray();
    }

    // A firing alert ends after 25 hours, the others end now.
    private static IEnumerable<string> Firing(JsonArray alerts)
    {
        Assert.All(alerts, alert => Assert.Contains(
            alert!["endsAt"]!.GetValue<string>(), (string[])["2026-11-24T08:00:00.000Z", "2026-11-25T09:00:00.000Z"]));
        return alerts.Where(alert => alert!["endsAt"]!.GetValue<string>() != "2026-11-24T08:00:00.000Z")
            .Select(alert => $"{alert!["labels"]!["alertname"]} {alert["labels"]!["severity"]}").Order();
    }

    private static async Task TellAsync(WatchedCluster cluster, RunningAlertmanager alertmanager)
    {
        var run = await cluster.CheckAsync("", "--alertmanager", alertmanager.Address.AbsoluteUri);
        Assert.DoesNotContain(run.Log, line => line["event"] == "411");
    }
}
