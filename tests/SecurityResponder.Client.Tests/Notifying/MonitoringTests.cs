using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Notifying;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>Tests the metrics of kube-state-metrics for the report, and the alerting rules, with promtool and against each other.</summary>
public sealed partial class MonitoringTests
{
    private static readonly string Promtool = ShippedChart.Tool("promtool");

    [Theory]
    [InlineData("check", "../../../charts/rke2-security-responder/files/rules.yaml")]
    [InlineData("test", "rules.test.yaml")]
    public async Task Promtool_accepts_the_rules_and_their_tests(string verb, string file)
    {
        Assert.SkipUnless(File.Exists(Promtool), "promtool is not there: run `make tools`");
        using var process = Process.Start(new ProcessStartInfo(Promtool, [verb, "rules", Path.GetFullPath(Path.Combine(Here(), file))])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await output + error);
        Assert.Contains("SUCCESS", await output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_metric_in_a_rule_exists()
    {
        var made = Metrics().Select(metric => $"rke2_security_{metric["name"]}").ToHashSet();
        var used = ShippedChart.Read("rules.yaml")["groups"]![0]!["rules"]!.AsArray()
            .SelectMany(rule => MetricName().Matches(rule!["expr"]!.GetValue<string>())).Select(match => match.Value).ToHashSet();

        Assert.NotEmpty(used);
        Assert.Subset(made, used);
    }

    [Fact]
    public async Task Every_metric_comes_from_a_field_of_the_report()
    {
        await using var cluster = await AssessedCluster.StartAsync();
        await cluster.NotifyAsync(AssessedCluster.With(new NodeVersion("v1.34.5+rke2r1", 3, 5)), WatchedCluster.Vulnerable);
        var report = cluster.Server.Written.Report!;

        Assert.All(Metrics(), metric =>
        {
            var each = metric["each"]!;
            var kind = each["type"]!.GetValue<string>();
            var source = each[char.ToLowerInvariant(kind[0]) + kind[1..]]!;
            var value = At(report, source["path"]!);
            Assert.True(value is not null || source["nilIsZero"] is not null, source.ToJsonString());
            var one = value is JsonArray list ? list[0]! : value;
            Assert.All(source["labelsFromPath"]?.AsObject() ?? [], label => Assert.NotNull(At(one!, label.Value!)));
            Assert.All(metric["labelsFromPath"]?.AsObject() ?? [], label => Assert.NotNull(At(report, label.Value!)));
            Assert.True(source["valueFrom"] is not { } from || At(one!, from) is not null, source.ToJsonString());
        });
    }

    [Fact]
    public void Every_alert_has_the_name_and_severity_of_a_rule()
    {
        var assessment = Assessment.Of(
            AssessedCluster.Facts, FeedText.Parse(WatchedCluster.Vulnerable), new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
        var alerts = Alert.Of(assessment, new Notification(assessment)).Select(alert => $"{alert.Name} {alert.Severity}");
        var rules = ShippedChart.Read("rules.yaml")["groups"]![0]!["rules"]!.AsArray()
            .Select(rule => $"{rule!["alert"]} {rule["labels"]!["severity"]}");

        // Without a run, the client cannot send this alert.
        Assert.Equal(rules.Where(rule => rule != "RKE2SecurityReportStale warning"), alerts);
    }

    private static IEnumerable<JsonNode> Metrics()
    {
        var resource = ShippedChart.Read("kube-state-metrics.yaml")["spec"]!["resources"]![0]!;
        var kind = resource["groupVersionKind"]!;
        Assert.Equal("security.rke2.io/v1alpha1 SecurityReport", $"{kind["group"]}/{kind["version"]} {kind["kind"]}");
        Assert.Equal("rke2_security", resource["metricNamePrefix"]!.GetValue<string>());
        return resource["metrics"]!.AsArray().Select(metric => metric!);
    }

    private static JsonNode? At(JsonNode node, JsonNode path) =>
        path.AsArray().Aggregate((JsonNode?)node, (found, name) => found?[name!.GetValue<string>()]);

    [GeneratedRegex("rke2_security_[a-z_]+")]
    private static partial Regex MetricName();

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
