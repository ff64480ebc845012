using SecurityResponder.Client.Tests.Checking;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Printing;

/// <summary>Exit codes for pipelines, and releases without a cluster.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly SignedFeeds _feeds = new();

    public void Dispose() => _feeds.Dispose();

    [Theory]
    [InlineData(3, "HIGH", "high")]
    [InlineData(3, "HIGH", "low")]
    [InlineData(3, "HIGH", "critical,medium")]
    [InlineData(0, "HIGH", "critical")]
    [InlineData(0, "LOW", "medium,exploited")]
    [InlineData(3, "LOW", "low")]
    [InlineData(3, "", "critical")]
    [InlineData(0, "", "critical", "--ignore-unknown")]
    [InlineData(0, "", "exploited")]
    [InlineData(3, "LOW", "eol")]
    [InlineData(0, "HIGH", "eol", "--ignore-unknown")]
    public async Task A_severity_fails_the_run(int expected, string severity, string conditions, params string[] more)
    {
        var feed = _feeds.File(Feed("v3.6.7-k3s1", $"\"severity\": \"{severity}\""));

        var run = await SignedFeeds.RunAsync(feed, ["--fail-on", conditions, .. more]);

        Assert.Equal(expected, run.ExitCode);
        Assert.Equal(expected == 3, run.Last.Message == "a condition of --fail-on is met");
    }

    [Theory]
    [InlineData(3, "critical")]
    [InlineData(0, "critical", "--ignore-unknown")]
    [InlineData(3, "exploited")]
    [InlineData(0, "exploited", "--ignore-unknown")]
    public async Task An_undecided_advisory_fails_the_run(int expected, string conditions, params string[] more)
    {
        var feed = _feeds.File(Feed(null, "\"severity\": \"LOW\", \"exploited\": true"));

        Assert.Equal(expected, (await SignedFeeds.RunAsync(feed, ["--fail-on", conditions, .. more])).ExitCode);
    }

    [Fact]
    public async Task A_known_exploited_CVE_fails_the_run() => Assert.Equal(
        3,
        (await SignedFeeds.RunAsync(
            _feeds.File(Feed("v3.6.7-k3s1", "\"severity\": \"LOW\", \"exploited\": true")), "--fail-on", "exploited", "--quiet")).ExitCode);

    [Theory]
    [InlineData(0, "2026-11-24")]
    [InlineData(3, "2026-11-23")]
    public async Task The_end_of_support_fails_the_run_on_the_day_after_the_last(int expected, string lastDay)
    {
        var support = $"\"support\": [ {{ \"minor\": \"1.34\", \"endOfLife\": \"{lastDay}\" }} ], \"versions\"";
        var feed = _feeds.File(Feed("v3.6.9-k3s1", "").Replace("\"versions\"", support, StringComparison.Ordinal));

        Assert.Equal(expected, (await SignedFeeds.RunAsync(feed, "--fail-on", "eol")).ExitCode);
    }

    [Fact]
    public async Task Without_advice_a_run_by_hand_fails()
    {
        Assert.Equal(1, (await SignedFeeds.RunAsync("no-such-feed.json", "--fail-on", "eol")).ExitCode);
        Assert.Equal(1, (await ClientRun.OfAsync("--feed", "no-such-feed.json", "--release", "v1.35.7+rke2r1")).ExitCode);
        Assert.Equal(1, (await ClientRun.OfAsync("--disabled", "--fail-on", "eol")).ExitCode);
        Assert.Equal(1, (await SignedFeeds.RunAsync("no-such-feed.json")).ExitCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1, "--fail-on", "eol")]
    public async Task A_CronJob_without_advice_succeeds_unless_it_is_told_to_fail(int expected, params string[] more)
    {
        await using var api = await FakeApiServer.StartAsync(new TestCluster());
        var environment = new Dictionary<string, string>
        {
            ["KUBERNETES_SERVICE_HOST"] = api.Url.Host,
            ["KUBERNETES_SERVICE_PORT"] = $"{api.Url.Port}",
            ["SECURITY_RESPONDER_SERVICE_ACCOUNT"] = api.ServiceAccountFolder(),
        };
        using var error = new StringWriter();
        var time = new AutoAdvancingTime(requestSeconds: AutoAdvancingTime.RequestSeconds);
        var check = new SecurityCheck(TextWriter.Null, error, environment.GetValueOrDefault, time);

        var exitCode = await check.RunAsync(["--feed", "/nowhere/feed.json", .. more], TestContext.Current.CancellationToken);

        Assert.Contains("the feed cannot be fetched", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(expected, exitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(false, "--feed", "/feed.json")]
    [InlineData(true, "--cluster-dump", "dump.txt")]
    [InlineData(true, "--kubeconfig", "admin.conf")]
    [InlineData(true, "--api-server", "http://127.0.0.1:8001")]
    public void A_pod_that_reads_its_own_cluster_is_not_run_by_hand(bool expected, params string[] arguments)
    {
        string? Pod(string name) => name == "KUBERNETES_SERVICE_HOST" ? "10.43.0.1" : null;
        var options = Assert.IsType<Client.Settings.Run>(Client.Settings.CommandLine.Parse(arguments, Pod)).Options;

        Assert.Equal(expected, options.IsByHand(Pod));
        Assert.True(options.IsByHand(_ => null));
    }

    [Fact]
    public async Task Quiet_logs_errors_only()
    {
        var feed = _feeds.File(Feed("v3.6.7-k3s1", ""));

        Assert.Empty((await SignedFeeds.RunAsync(feed, "--quiet")).Error);
        var line = Assert.Single((await SignedFeeds.RunAsync(feed, "--quiet", "--fail-on", "low")).Log);
        Assert.Equal(("error", "1 unrated"), (line.Level, line["conditions"]));
    }

    [Theory]
    [InlineData("2 of the 2 CVEs", "--ingress", "traefik")]
    [InlineData("1 of the 2 CVEs", "--ingress", "none")]
    [InlineData("2 of the 2 CVEs")]
    public async Task A_release_is_judged_without_a_cluster_as_far_as_the_options_say(string expected, params string[] more)
    {
        var traefik = FeedText.Advisory("CVE-2026-0009", "traefik", "0", "3.7.0");
        var feed = _feeds.File(Feed("v3.6.7-k3s1", "", traefik).Replace(
            "\"components\": {", "\"components\": { \"traefik\": \"v3.6.0\",", StringComparison.Ordinal));

        var run = await RunAsync(["--feed", feed, "--release", "v1.34.5+rke2r1", .. more]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output);
    }

    [Fact]
    public async Task Two_releases_are_compared()
    {
        var feed = _feeds.File(SignedFeeds.Good);
        var run = await RunAsync("--feed", feed, "--compare", "v1.34.5+rke2r1", "v1.34.9+rke2r1", "-o", "json", "--quiet");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var change = System.Text.Json.JsonDocument.Parse(run.Output).RootElement.GetProperty("change");
        Assert.Equal("CVE-2026-0001", change.GetProperty("fixes").GetProperty("advisories")[0].GetProperty("id").GetString());
        Assert.Equal(0, change.GetProperty("brings").GetProperty("counts").GetProperty("total").GetInt32());
    }

    // Without a cluster.
    private static Task<ClientRun> RunAsync(params string[] arguments) => ClientRun.OfAsync(
        new AutoAdvancingTime(3 * AutoAdvancingTime.AttemptSeconds), ["--timeout", $"{AutoAdvancingTime.AttemptSeconds}", .. arguments]);

    private static string Feed(string? etcd, string specific, string? another = null) =>
        $$"""
        { "generated": "2026-11-23T06:00:00Z",
          "versions": [ { "name": "v1.34.5+rke2r1", "components": { {{(etcd is null ? "" : $"\"etcd\": \"{etcd}\"")}} } } ],
          "advisories": [ {{FeedText.Advisory("CVE-2026-0001", "etcd", "0", "3.6.8", specific: specific)}}
            {{(another is null ? "" : "," + another)}} ] }
        """;
}
