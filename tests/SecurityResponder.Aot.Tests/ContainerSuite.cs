using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests;

/// <summary>The client's image for one architecture, run as its chart runs it.</summary>
public abstract class ContainerSuite(Container container, string architecture)
{
    private const string Feed = "{check: {feed: /feed.json}, notify: {status: false, events: false}}";

    [Fact]
    public async Task The_client_runs_in_a_locked_down_container()
    {
        Command command = await container.RunAsync(Published.Image, architecture, [], ["--version"]);
        Assert.Contains(Published.Version, command.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_prints_its_help_in_a_locked_down_container()
    {
        Command command = await container.RunAsync(Published.Image, architecture, [], ["--help"]);
        Assert.NotEmpty(command.Succeeded().Output);
    }

    // The feed is in the image, and the chart names it: nothing but the API server is needed.
    [Fact]
    public async Task The_feed_image_evaluates_its_feed_as_the_chart_runs_it()
    {
        Podman.Needs();
        using TestFolder folder = new();
        var image = Path.Combine(folder.Path, "feed-image.tar");
        string[] make = ["image", "--base", Published.Image, "--feed", Published.SampleFeed, "--out", image];
        (await Command.RunAsync(Published.FeedTool, make, TestContext.Current.CancellationToken)).Succeeded();
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 3);

        Command run = await container.RunAsync(image, architecture, Container.Pod(environment), [], Feed);

        LogLine read = Assert.Single(LogLines.Of(run.Succeeded()), line => line.Message == "feed read; nothing was sent");
        Assert.Contains("/feed.json", read.Text, StringComparison.Ordinal);
        Assert.Empty(environment.Responder.Requests.All);
    }

    [Fact]
    public async Task A_pod_finds_its_cluster_by_itself()
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 3);

        Command run = await container.RunAsync(
            Published.Image,
            architecture,
            [
                .. Container.Pod(environment), .. Container.Mount(environment.Responder.CaFile, "/ca.crt"),
                "--env", $"SECURITY_RESPONDER_ENDPOINT={environment.EndpointByName}", "--env", "SECURITY_RESPONDER_CA_FILE=/ca.crt"],
            []);

        Assert.Equal("data sent", LogLines.Of(run.Succeeded())[^1].Message);
        environment.AssertReportCounts(nodes: 3);
    }
}
