namespace SecurityResponder.Charts.Tests;

public sealed class ChartTests
{
    [Fact]
    public async Task It_installs_a_job_its_account_and_what_that_may_do_and_nothing_else()
    {
        var manifests = await Helm.TemplateAsync();

        Assert.Equal(
            [
                "ClusterRole rke2-security-responder", "ClusterRole rke2-security-responder-view",
                "ClusterRoleBinding rke2-security-responder", "CronJob rke2-security-responder",
                "CustomResourceDefinition securityreports.security.rke2.io", "Role rke2-security-responder-events",
                "RoleBinding rke2-security-responder-events", "ServiceAccount rke2-security-responder",
            ],
            manifests.Select(manifest => $"{manifest["kind"]!.Text} {manifest["metadata.name"]!.Text}").Order(StringComparer.Ordinal));
        Assert.Equal("kube-system", manifests.OfKind("CronJob")["metadata.namespace"]!.Text);
        Assert.Equal("kube-system", manifests.OfKind("ServiceAccount")["metadata.namespace"]!.Text);
    }

    [Fact]
    public async Task It_renders_nothing_when_it_is_not_enabled() =>
        Assert.Empty((await Helm.AcceptedAsync(["template", "any", Helm.Chart, "--set", "enabled=false"])).Output.Trim());

    [Fact]
    public async Task Runs_never_overlap_and_leave_one_job_of_each_ending()
    {
        var spec = (await Helm.TemplateAsync("schedule: '17 3 * * *'")).OfKind("CronJob")["spec"]!;

        Assert.Equal("Forbid", spec["concurrencyPolicy"]!.Text);
        Assert.Equal("1", spec["successfulJobsHistoryLimit"]!.Text);
        Assert.Equal("1", spec["failedJobsHistoryLimit"]!.Text);
        Assert.Equal("1", spec["jobTemplate.spec.backoffLimit"]!.Text);
        Assert.Equal("600", spec["jobTemplate.spec.activeDeadlineSeconds"]!.Text);
        Assert.Equal("Never", spec["jobTemplate.spec.template.spec.restartPolicy"]!.Text);
    }

    [Fact]
    public async Task A_release_of_another_name_keeps_its_cluster_wide_objects_apart()
    {
        var run = await Helm.AcceptedAsync(["template", "second", Helm.Chart]);

        Assert.Equal("second-rke2-security-responder", Manifest.Parse(run.Output).OfKind("ClusterRole")["metadata.name"]!.Text);
    }

    [Fact]
    public async Task A_long_release_name_leaves_the_room_that_a_CronJob_needs_for_its_jobs()
    {
        var run = await Helm.AcceptedAsync(["template", new string('r', 53), Helm.Chart]);

        Assert.Equal(52, Manifest.Parse(run.Output).OfKind("CronJob")["metadata.name"]!.Text.Length);
    }

    [Fact]
    public async Task The_version_is_above_those_of_the_chart_that_RKE2_bundles() =>
        Assert.True(Version.Parse((await ReadAsync("Chart.yaml"))["version"]!.Text) > new Version(0, 1, 701));

    [Theory]
    [InlineData("nameOverride: responder", "any-responder", "responder")]
    [InlineData("fullnameOverride: responder", "responder", "rke2-security-responder")]
    [InlineData("{nameOverride: any, fullnameOverride: ''}", "any", "any")]
    [InlineData("{nameOverride: '', fullnameOverride: ''}", "any-rke2-security-responder", "rke2-security-responder")]
    public async Task The_overrides_rename_the_objects_and_the_label(string values, string name, string label)
    {
        var run = await Helm.AcceptedAsync(["template", "any", Helm.Chart, "--values", "-"], values);
        var manifests = Manifest.Parse(run.Output);

        Assert.Equal(name, manifests.OfKind("CronJob")["metadata.name"]!.Text);
        Assert.Equal(name, manifests.OfKind("ServiceAccount")["metadata.name"]!.Text);
        Assert.Equal(name, manifests.Pod()["serviceAccountName"]!.Text);
        Assert.Equal(name, manifests.OfKind("ClusterRoleBinding")["roleRef.name"]!.Text);
        Assert.Equal(label, manifests.OfKind("CronJob")["metadata.labels"]!.Map["app.kubernetes.io/name"]);
    }

    [Fact]
    public async Task Two_releases_share_only_the_definition()
    {
        var first = Names(await Helm.AcceptedAsync(["template", "rke2-security-responder", Helm.Chart, "--namespace", "kube-system"]));
        var second = Names(await Helm.AcceptedAsync(["template", "second", Helm.Chart, "--namespace", "kube-system"]));

        Assert.Equal(["CustomResourceDefinition securityreports.security.rke2.io"], first.Intersect(second));
    }

    [Fact]
    public async Task Every_top_level_value_has_a_rule_in_the_schema()
    {
        var values = await ReadAsync("values.yaml");
        var schema = await ReadAsync("values.schema.json");

        Assert.Equal(values.Map.Keys.Order(), schema["properties"]!.Map.Keys.Order());
    }

    private static IEnumerable<string> Names(HelmRun run) =>
        Manifest.Parse(run.Output).Select(manifest => $"{manifest["kind"]!.Text} {manifest["metadata.name"]!.Text}");

    private static async Task<Manifest> ReadAsync(string file) =>
        Manifest.Parse(await File.ReadAllTextAsync(Path.Combine(Helm.Chart, file), TestContext.Current.CancellationToken)).Single();
}
