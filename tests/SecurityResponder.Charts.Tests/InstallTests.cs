namespace SecurityResponder.Charts.Tests;

/// <summary>Installs, upgrades and uninstalls with the real Helm against an API server that stores what it gets.</summary>
public sealed class InstallTests
{
    private const string Name = "rke2-security-responder";
    private const string Definition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/securityreports.security.rke2.io";
    private const string CronJobs = "/apis/batch/v1/namespaces/kube-system/cronjobs/";

    [Fact]
    public async Task An_uninstall_leaves_the_definition_and_the_same_release_can_be_installed_again()
    {
        await using var cluster = await FakeCluster.StartAsync("53741f60-f208-48fc-ae81-8a969510a598");
        await SucceedsAsync(cluster, "install", Name);
        Assert.Contains(CronJobs + Name, cluster.Objects);

        await SucceedsAsync(cluster, "uninstall", Name);
        Assert.Equal(["/api/v1/namespaces/kube-system", Definition], cluster.Objects);

        await SucceedsAsync(cluster, "install", Name);
        Assert.Contains(CronJobs + Name, cluster.Objects);
    }

    [Fact]
    public async Task A_kept_definition_is_taken_over_by_a_release_of_another_name_only_when_told_to()
    {
        await using var cluster = await FakeCluster.StartAsync("53741f60-f208-48fc-ae81-8a969510a598");
        await SucceedsAsync(cluster, "install", Name);
        await SucceedsAsync(cluster, "uninstall", Name);

        await FailsAsync(cluster, "invalid ownership metadata", "install", "other");
        await SucceedsAsync(cluster, "install", "other", "--take-ownership");

        Assert.Equal("other", cluster[Definition]["metadata"]!["annotations"]!["meta.helm.sh/release-name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_second_install_leaves_the_status_object_to_the_first()
    {
        await using var cluster = await FakeCluster.StartAsync("53741f60-f208-48fc-ae81-8a969510a598");
        await SucceedsAsync(cluster, "install", Name);
        await FailsAsync(cluster, "invalid ownership metadata", "install", "second");

        await SucceedsAsync(
            cluster, "install", "second", "--set", "fullnameOverride=responder-test", "--set", "notify.status=false");

        Assert.Contains(CronJobs + Name, cluster.Objects);
        Assert.Contains(CronJobs + "responder-test", cluster.Objects);
        await SucceedsAsync(cluster, "uninstall", "second");
        Assert.Contains(CronJobs + Name, cluster.Objects);
        Assert.Contains(Definition, cluster.Objects);
    }

    [Fact]
    public async Task A_field_that_was_edited_by_hand_stops_an_upgrade_until_it_is_forced()
    {
        await using var cluster = await FakeCluster.StartAsync("53741f60-f208-48fc-ae81-8a969510a598");
        await SucceedsAsync(cluster, "install", Name);
        cluster.Edit(CronJobs + Name, ".spec.schedule");

        await FailsAsync(cluster, "conflict with \"kubectl-edit\"", "upgrade", Name, "--set", "mode=minimal");
        await SucceedsAsync(cluster, "upgrade", Name, "--set", "mode=minimal", "--force-conflicts");

        Assert.Contains("\"minimal\"", cluster[CronJobs + Name].ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invalid ownership metadata")]
    [InlineData("conflict with \"kubectl-edit\"")]
    public async Task The_README_lists_these_messages(string message) => Assert.Contains(
        message,
        await File.ReadAllTextAsync(Path.Combine(Helm.Chart, "README.md"), TestContext.Current.CancellationToken),
        StringComparison.Ordinal);

    private static async Task SucceedsAsync(FakeCluster cluster, string command, string release, params string[] flags)
    {
        var run = await RunAsync(cluster, command, release, flags);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private static async Task FailsAsync(FakeCluster cluster, string message, string command, string release, params string[] flags)
    {
        var run = await RunAsync(cluster, command, release, flags);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private static Task<HelmRun> RunAsync(FakeCluster cluster, string command, string release, string[] flags)
    {
        string[] chart = command == "uninstall" ? [] : [Helm.Chart, "--disable-openapi-validation"];
        return Helm.RunAsync(
            [command, release, .. chart, "--namespace", "kube-system", "--timeout", "60s", .. flags], kubeconfig: cluster.Kubeconfig);
    }
}
