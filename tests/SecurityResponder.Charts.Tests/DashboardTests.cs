using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Charts.Tests;

/// <summary><c>docs/grafana/security-reports.json</c> against the metrics that kube-state-metrics exports.</summary>
public sealed partial class DashboardTests
{
    // Labels that are not in the configuration: Prometheus adds cluster, and a state set names its own label.
    private static readonly string[] OtherLabels = ["cluster", "status"];

    [Fact]
    public async Task Every_metric_that_it_queries_exists()
    {
        var exported = (await MetricsAsync()).Select(metric => metric["name"]!.Text).Distinct().Order();
        var queried = (await ExpressionsAsync()).SelectMany(expression => Metric().Matches(expression))
            .Select(metric => metric.Groups["name"].Value).Distinct().Order();

        Assert.Equal(exported, queried);
    }

    [Fact]
    public async Task Every_label_that_it_uses_exists()
    {
        var exported = (await MetricsAsync()).SelectMany(Labels).Concat(OtherLabels).ToHashSet();
        var used = (await ExpressionsAsync()).SelectMany(expression =>
            Matchers().Matches(expression).Select(label => label.Groups["label"].Value)
                .Concat(Grouping().Matches(expression).SelectMany(by => by.Groups["labels"].Value.Split(", "))));

        Assert.Subset(exported, used.ToHashSet());
    }

    [Fact]
    public async Task Every_metric_is_that_of_the_selected_clusters() => Assert.All(
        (await ExpressionsAsync()).SelectMany(expression => Metric().Matches(expression)),
        metric => Assert.Equal("{cluster=~\"$cluster\"", metric.Groups["selector"].Value));

    // `.*` also matches a metric without the label: one cluster with its own Prometheus.
    [Fact]
    public async Task All_clusters_include_one_without_the_label()
    {
        var variable = (await ReadAsync())["templating"]!["list"]!.AsArray().Single(item => (string)item!["name"]! == "cluster")!;

        Assert.Equal(".*", (string)variable["allValue"]!);
        Assert.Equal("$__all", (string)variable["current"]!["value"]!);
    }

    [Fact]
    public async Task Prometheus_accepts_every_query()
    {
        var promtool = Path.Combine(Helm.Repository, ".tools", "promtool");
        Assert.SkipUnless(File.Exists(promtool), "promtool is not installed: make tools");
        var rules = (await ExpressionsAsync()).Select((expression, i) => new JsonObject
        {
            ["record"] = $"query_{i}",
            ["expr"] = expression.Replace("$cluster", ".*", StringComparison.Ordinal),
        });
        var file = Path.GetTempFileName();
        var groups = new JsonArray(new JsonObject { ["name"] = "dashboard", ["rules"] = new JsonArray([.. rules]) });
        await File.WriteAllTextAsync(
            file, new JsonObject { ["groups"] = groups }.ToJsonString(), TestContext.Current.CancellationToken);

        using var process = Process.Start(new ProcessStartInfo(promtool, ["check", "rules", file])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.Delete(file);

        Assert.True(process.ExitCode == 0, await output + error);
    }

    private static async Task<IReadOnlyList<string>> ExpressionsAsync() =>
    [
        .. (await ReadAsync())["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray())
            .Select(target => (string)target!["expr"]!),
    ];

    private static async Task<JsonNode> ReadAsync() => JsonNode.Parse(await File.ReadAllTextAsync(
        Path.Combine(Helm.Repository, "docs", "grafana", "security-reports.json"), TestContext.Current.CancellationToken))!;

    private static async Task<IReadOnlyList<Manifest>> MetricsAsync()
    {
        var file = Path.Combine(Helm.Chart, "files", "kube-state-metrics.yaml");
        var config = Manifest.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Single();
        Assert.Equal("rke2_security", config["spec.resources.0.metricNamePrefix"]!.Text);
        return config["spec.resources.0.metrics"]!.Items;
    }

    // Labels are defined in several places: for the metric, for its kind, and as the key of a map.
    private static IEnumerable<string> Labels(Manifest metric) => metric.Node.AllNodes.OfType<YamlMappingNode>()
        .SelectMany(mapping => mapping).SelectMany(pair => (pair.Key.ToString(), pair.Value) switch
        {
            ("labelsFromPath" or "commonLabels", YamlMappingNode labels) => labels.Select(label => label.Key.ToString()),
            ("labelFromKey", var label) => [label.ToString()],
            _ => [],
        });

    [GeneratedRegex("rke2_security_(?<name>[a-z_]+)(?<selector>\\{cluster=~\"\\$cluster\")?")]
    private static partial Regex Metric();

    [GeneratedRegex("[{,] ?(?<label>[a-z_]+)(=|!)")]
    private static partial Regex Matchers();

    [GeneratedRegex("by \\((?<labels>[a-z_, ]+)\\)")]
    private static partial Regex Grouping();
}
