namespace SecurityResponder.Charts.Tests;

public sealed class ChartTests
{
    [Fact]
    public async Task The_strict_linter_has_no_complaint() =>
        await Helm.AcceptedAsync(["lint", "--strict", Helm.Chart]);

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
        var spec = (await Helm.TemplateAsync()).OfKind("CronJob")["spec"]!;

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
    public async Task Every_top_level_value_has_a_rule_in_the_schema()
    {
        var values = await ReadAsync("values.yaml");
        var schema = await ReadAsync("values.schema.json");

        Assert.Equal(values.Map.Keys.Order(), schema["properties"]!.Map.Keys.Order());
    }

    private static async Task<Manifest> ReadAsync(string file) =>
        Manifest.Parse(await File.ReadAllTextAsync(Path.Combine(Helm.Chart, file), TestContext.Current.CancellationToken)).Single();
}
