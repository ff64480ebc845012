namespace SecurityResponder.Charts.Tests;

public sealed class MonitoringTests
{
    [Fact]
    public async Task Rules_are_made_of_the_shipped_file_and_only_when_they_are_switched_on()
    {
        var rules = await Helm.TemplateAsync("notify: {prometheusRules: true}");

        Assert.Equal(
            [
                "RKE2Exploited", "RKE2Vulnerable", "RKE2Vulnerable", "RKE2VulnerabilitiesUnknown", "RKE2OutOfSupport", "RKE2Withdrawn",
                "RKE2FeedStale", "RKE2SecurityReportStale",
            ],
            rules.OfKind("PrometheusRule")["spec.groups.0.rules"]!.Items.Select(rule => rule["alert"]!.Text));
        Assert.DoesNotContain(await Helm.TemplateAsync(), manifest => manifest["kind"]!.Text is "PrometheusRule" or "ConfigMap");
    }

    [Fact]
    public async Task The_ConfigMap_for_kube_state_metrics_holds_the_shipped_file()
    {
        var manifests = await Helm.TemplateAsync("notify: {kubeStateMetrics: true}");
        var config = Assert.Single(Manifest.Parse(manifests.OfKind("ConfigMap")["data"]!.Map["custom-resource-state.yaml"]));

        Assert.Equal("SecurityReport", config["spec.resources.0.groupVersionKind.kind"]!.Text);
    }

    // While the definition is missing, kube-state-metrics with this configuration answers nothing at all.
    [Theory]
    [InlineData("status: false")]
    [InlineData("status: null")]
    public async Task Without_the_status_object_there_is_no_configuration_for_its_metrics(string status) =>
        Assert.DoesNotContain(
            await Helm.TemplateAsync($"notify: {{{status}, kubeStateMetrics: true, prometheusRules: true}}"),
            manifest => manifest["kind"]!.Text is "PrometheusRule" or "ConfigMap");

    [Fact]
    public async Task People_who_may_view_the_cluster_may_read_the_report()
    {
        var role = (await Helm.TemplateAsync()).ViewRole();
        var rule = Assert.Single(role["rules"]!.Items);

        Assert.Equal("true", role["metadata.labels"]!.Map["rbac.authorization.k8s.io/aggregate-to-view"]);
        Assert.Equal(
            ("security.rke2.io", "securityreports"),
            (Assert.Single(rule["apiGroups"]!.Items).Text, Assert.Single(rule["resources"]!.Items).Text));
        Assert.Equal(["get", "list", "watch"], rule["verbs"]!.Items.Select(verb => verb.Text));
    }

    [Theory]
    [InlineData("notify: {status: false}")]
    [InlineData("check: {disabled: true}")]
    [InlineData("enabled: false")]
    public async Task Without_the_report_there_is_no_role_to_read_it(string values) =>
        Assert.DoesNotContain(await Helm.TemplateAsync(values), ManifestPlaces.IsViewRole);

    [Fact]
    public async Task Neither_brings_a_right()
    {
        var plain = await Helm.TemplateAsync();
        var monitored = await Helm.TemplateAsync("notify: {kubeStateMetrics: true, prometheusRules: true}");

        Assert.Equal(Access(plain), Access(monitored));
    }

    private static IEnumerable<string> Access(IEnumerable<Manifest> manifests) =>
        manifests.Where(manifest => manifest["kind"]!.Text.Contains("Role", StringComparison.Ordinal) && manifest["rules"] is not null)
            .Select(manifest => manifest["rules"]!.Text);
}
