namespace SecurityResponder.Aot.Tests;

public sealed class ContainerTests(Container container) : ContainerSuite(container, "amd64")
{
    private readonly Container _container = container;

    [Fact]
    public async Task A_cluster_of_a_thousand_nodes_is_read_in_32_MiB()
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 1000);

        Command run = await _container.ReportAsync(environment);

        Assert.Equal("data sent", LogLines.Of(run.Succeeded())[^1].Message);
        environment.AssertReportCounts(nodes: 1000);

        // The limit is enforced: with less memory than it needs, the client is killed.
        Assert.NotEqual(0, (await _container.ReportAsync(environment, "--memory", "4m", "--memory-swap", "4m")).ExitCode);
    }
}
