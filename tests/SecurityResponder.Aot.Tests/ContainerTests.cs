namespace SecurityResponder.Aot.Tests;

public sealed class ContainerTests(Container container)
{
    [Fact]
    public async Task The_client_runs_in_a_locked_down_container()
    {
        Command command = await container.RunAsync([], ["--version"]);
        Assert.Contains(Published.Version, command.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_prints_its_help_in_a_locked_down_container()
    {
        Command command = await container.RunAsync([], ["--help"]);
        Assert.NotEmpty(command.Succeeded().Output);
    }

    [Fact]
    public async Task A_cluster_of_a_thousand_nodes_is_read_in_32_MiB()
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 1000);

        Command run = await container.ReportAsync(environment);

        Assert.Equal("data sent", LogLines.Of(run.Succeeded())[^1].Message);
        environment.AssertReportCounts(nodes: 1000);

        // The limit is enforced: with less memory than it needs, the client is killed.
        Assert.NotEqual(0, (await container.ReportAsync(environment, "--memory", "6m", "--memory-swap", "6m")).ExitCode);
    }

    [Fact]
    public async Task A_pod_finds_its_cluster_by_itself()
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 3);

        Command run = await container.RunAsync(
            [
                .. Container.Mount(environment.Cluster.ServiceAccountFolder(), "/var/run/secrets/kubernetes.io/serviceaccount"),
                .. Container.Mount(environment.Responder.CaFile, "/ca.crt"),
                "--env", "KUBERNETES_SERVICE_HOST=127.0.0.1", "--env", $"KUBERNETES_SERVICE_PORT={environment.Cluster.Url.Port}",
                "--env", $"SECURITY_RESPONDER_ENDPOINT={environment.EndpointByName}", "--env", "SECURITY_RESPONDER_CA_FILE=/ca.crt"],
            []);

        Assert.Equal("data sent", LogLines.Of(run.Succeeded())[^1].Message);
        environment.AssertReportCounts(nodes: 3);
    }
}
