using System.Text.RegularExpressions;

namespace SecurityResponder.Charts.Tests;

/// <summary>What <c>docs/migration.md</c> promises to users of the chart that RKE2 bundles.</summary>
public sealed partial class MigrationTests
{
    private const string BundledEndpoint = "https://security-responder.version.rke2.io/v1/checkupgrade";

    // What RKE2 sets in spec.set of its HelmCharts, always as strings.
    private static readonly string[] RkeValues =
    [
        "global.clusterCIDR=10.42.0.0/16\\,2001:db8:42::/56",
        "global.clusterCIDRv4=10.42.0.0/16",
        "global.clusterCIDRv6=2001:db8:42::/56",
        "global.clusterDNS=10.43.0.10",
        "global.clusterDomain=cluster.local",
        "global.rke2DataDir=/var/lib/rancher/rke2",
        "global.serviceCIDR=10.43.0.0/16",
        "global.systemDefaultIngressClass=ingress-nginx",
        "global.prime.enabled=true",
        "global.systemDefaultRegistry=registry.example.com:5000/mirror",
        "global.cattle.systemDefaultRegistry=registry.example.com:5000/mirror",
    ];

    [Theory]
    [InlineData("bundled-0.1.301-values.yaml", "rancher/hardened-security-responder:v0.1.3-build20260701", "recommended")]
    [InlineData(
        "bundled-0.1.701-values.yaml",
        "registry.example.com:5000/mirror/rancher/hardened-security-responder:v0.1.7-build20261101",
        "minimal")]
    public async Task Values_of_the_bundled_chart_mean_the_same(string file, string image, string mode)
    {
        var manifests = await Helm.TemplateAsync(await ReadAsync("charts", "rke2-security-responder", "ci", file));

        Assert.Equal(image, manifests.Container()["image"]!.Text);
        Assert.Equal(BundledEndpoint, manifests.Environment()["SECURITY_RESPONDER_ENDPOINT"]);
        Assert.Equal(mode, manifests.Environment()["SECURITY_RESPONDER_MODE"]);
        Assert.Equal("0 */8 * * *", manifests.OfKind("CronJob")["spec.schedule"]!.Text);
        Assert.Equal("128Mi", manifests.Container()["resources.limits.memory"]!.Text);
        Assert.Equal("rke2-security-responder", manifests.Pod()["serviceAccountName"]!.Text);
    }

    [Fact]
    public async Task A_few_values_of_the_bundled_chart_leave_the_others_at_their_defaults()
    {
        var manifests = await Helm.TemplateAsync(
            await ReadAsync("charts", "rke2-security-responder", "ci", "bundled-config-values.yaml"));

        // Of two entries of a name, Kubernetes uses the last.
        var variables = manifests.Container()["env"]!.Items
            .Select(entry => (Name: entry["name"]!.Text, Value: entry["value"]?.Text)).ToList();
        Assert.Equal("minimal", variables.Last(entry => entry.Name == "SECURITY_RESPONDER_MODE").Value);
        Assert.Equal(BundledEndpoint, variables.Last(entry => entry.Name == "SECURITY_RESPONDER_ENDPOINT").Value);
        Assert.Equal(["-debug"], manifests.Container()["args"]!.Items.Select(argument => argument.Text));
        Assert.Equal("system-node-critical", manifests.Pod()["priorityClassName"]!.Text);
        Assert.Equal("true", manifests.Pod()["nodeSelector"]!.Map["node-role.kubernetes.io/control-plane"]);
    }

    // As InstallTests does: the real Helm and an API server that stores what it gets.
    [Fact]
    public async Task The_command_for_plain_Helm_on_the_page_installs_and_upgrades()
    {
        var command = PlainHelm().Match(await ReadAsync("docs", "migration.md")).Groups["command"].Value
            .Replace("\\\n", " ", StringComparison.Ordinal)
            .Replace("oci://registry.example.com/charts/rke2-security-responder", Helm.Chart, StringComparison.Ordinal)
            .Replace(" values.yaml", " " + Path.Combine(Helm.Chart, "ci", "bundled-0.1.701-values.yaml"), StringComparison.Ordinal);
        var chart = Manifest.Parse(await ReadAsync("charts", "rke2-security-responder", "Chart.yaml")).Single();
        Assert.Contains($"--version {chart["version"]!.Text} ", command, StringComparison.Ordinal);
        string[] arguments =
            [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--disable-openapi-validation", "--timeout", "60s"];
        await using var cluster = await FakeCluster.StartAsync("53741f60-f208-48fc-ae81-8a969510a598");

        var install = await Helm.RunAsync(arguments, kubeconfig: cluster.Kubeconfig);
        var upgrade = await Helm.RunAsync([.. arguments, "--set", "mode=recommended"], kubeconfig: cluster.Kubeconfig);

        Assert.True(install.ExitCode == 0, install.Error);
        Assert.True(upgrade.ExitCode == 0, upgrade.Error);
        var cronJob = cluster["/apis/batch/v1/namespaces/kube-system/cronjobs/rke2-security-responder"].ToJsonString();
        Assert.Contains(
            "\"registry.example.com/rancher/hardened-security-responder:v0.1.7-build20261101\"", cronJob, StringComparison.Ordinal);
        Assert.Contains("\"recommended\"", cronJob, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--set")]
    [InlineData("--set-string")]
    public async Task What_RKE2_sets_for_its_charts_is_accepted_and_used(string flag)
    {
        var run = await Helm.AcceptedAsync(
            ["template", "rke2-security-responder", Helm.Chart, .. RkeValues.SelectMany(value => new[] { flag, value })]);
        var manifests = Manifest.Parse(run.Output);

        Assert.Equal(
            "registry.example.com:5000/mirror/rancher/rke2-security-responder:v0.1.0", manifests.Container()["image"]!.Text);
        Assert.Equal("true", manifests.Environment()["SECURITY_RESPONDER_PRIME"]);
    }

    [Theory]
    [InlineData("--set")]
    [InlineData("--set-string")]
    public async Task Empty_values_of_RKE2_are_the_defaults(string flag)
    {
        var values = RkeValues.SelectMany(value => new[] { flag, value.Split('=')[0] + "=" });
        var run = await Helm.AcceptedAsync(["template", "rke2-security-responder", Helm.Chart, .. values]);
        var manifests = Manifest.Parse(run.Output);

        Assert.Equal("rancher/rke2-security-responder:v0.1.0", manifests.Container()["image"]!.Text);
        Assert.DoesNotContain("SECURITY_RESPONDER_PRIME", manifests.Environment().Keys);
    }

    // RKE2 checks the images of all its charts with one set of values, those of other charts included.
    [Fact]
    public async Task Values_of_other_charts_change_nothing()
    {
        string[] template = ["template", "rke2-security-responder", Helm.Chart];
        var plain = await Helm.AcceptedAsync(template);
        var run = await Helm.AcceptedAsync(
            [.. template, "--set", "vCenter.host=example.com", "--set", "rke2-whereabouts.enabled=true", "--set", "cilium=x"]);

        Assert.Equal(plain.Output, run.Output);
    }

    [Theory]
    [InlineData("HelmChart")]
    [InlineData("HelmChartConfig")]
    public async Task The_manifests_of_the_page_install_this_chart_with_values_that_it_accepts(string kind)
    {
        var manifest = (await ExamplesAsync()).Single(example => example["kind"]?.Text == kind);

        Assert.Equal("rke2-security-responder", manifest["metadata.name"]!.Text);
        Assert.Equal("kube-system", manifest["metadata.namespace"]!.Text);
        Assert.NotEmpty(await Helm.TemplateAsync(manifest["spec.valuesContent"]!.Text));
    }

    [Fact]
    public async Task The_HelmChart_of_the_page_gets_the_configuration_of_RKE2_and_the_version_of_this_chart()
    {
        var manifest = (await ExamplesAsync()).Single(example => example["kind"]?.Text == "HelmChart");
        var chart = Manifest.Parse(await ReadAsync("charts", "rke2-security-responder", "Chart.yaml")).Single();

        Assert.Equal("true", manifest["metadata.annotations"]!.Map["rke2.cattle.io/inject-cluster-config"]);
        Assert.Equal(chart["version"]!.Text, manifest["spec.version"]!.Text);
    }

    [Fact]
    public async Task The_Fleet_bundle_of_the_page_needs_no_look_up()
    {
        var fleet = (await ExamplesAsync()).Single(example => example["helm"] is not null);
        await using var cluster = await FakeCluster.StartAsync("53741f60-f208-48fc-ae81-8a969510a598", allowsNamespaces: false);

        var run = await Helm.RunAsync(
            ["template", "any", Helm.Chart, "--dry-run=server", "--disable-openapi-validation", "--values", "-"],
            new YamlDotNet.Serialization.Serializer().Serialize(fleet["helm.values"]!.Node),
            cluster.Kubeconfig);

        Assert.True(run.ExitCode == 0, run.Error);
    }

    [Fact]
    public async Task The_permissions_that_the_page_says_are_gone_are_not_asked_for()
    {
        var rules = (await Helm.TemplateAsync()).OfKind("ClusterRole")["rules"]!;

        Assert.DoesNotContain("settings", rules.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("management.cattle.io", rules.Text, StringComparison.Ordinal);
        var helmCharts = rules.Items.Single(rule => rule["resources.0"]!.Text == "helmcharts");
        Assert.Equal(["get"], helmCharts["verbs"]!.Items.Select(verb => verb.Text));
    }

    private static async Task<IReadOnlyList<Manifest>> ExamplesAsync() =>
        [.. Example().Matches(await ReadAsync("docs", "migration.md")).SelectMany(example => Manifest.Parse(example.Groups["yaml"].Value))];

    private static Task<string> ReadAsync(params string[] path) =>
        File.ReadAllTextAsync(Path.Combine([Helm.Repository, .. path]), TestContext.Current.CancellationToken);

    [GeneratedRegex("### Plain Helm\n\n```sh\nhelm (?<command>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex PlainHelm();

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
