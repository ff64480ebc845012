using System.Text.Json.Nodes;

namespace SecurityResponder.Aot.Tests.Server;

public sealed class ServerContainerTests(ServerContainer container) : IClassFixture<ServerContainer>
{
    private const string Report =
        """{"appVersion":"v1.34.1+rke2r1","extraTagInfo":{"clusteruuid":"53741f60-f208-48fc-ae81-8a969510a598"},"extraFieldInfo":{}}""";

    public static TheoryData<string> Architectures => [.. Published.ServerArchitectures];

    [Theory, MemberData(nameof(Architectures))]
    public async Task As_the_chart_runs_it_the_image_answers_probes_and_reports_and_keeps_the_reports(string architecture)
    {
        Podman.Needs();
        using var pod = await ServerContainer.PodAsync();
        var server = await container.StartAsync(pod, architecture);

        await server.RequestAsync(pod.ProbeUrl("readinessProbe"));
        await server.RequestAsync(pod.ProbeUrl("livenessProbe"));
        var answer = JsonNode.Parse(await server.RequestAsync(
            $"http://127.0.0.1:{pod.Port("http")}/v1/check", "--data", Report, "--header", "Content-Type: application/json"))!;

        Assert.NotEmpty(answer["versions"]!.AsArray());
        Assert.Equal("0", await server.StopAsync(graceSeconds: 60));
        var kept = await container.RunAsync(pod, architecture, "reports", "--data", "/data");
        Assert.Equal("v1.34.1+rke2r1", JsonNode.Parse(kept.Succeeded().Output)!["app_version"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_process_has_no_rights()
    {
        Podman.Needs();
        using var pod = await ServerContainer.PodAsync();
        var server = await container.StartAsync(pod, "amd64");
        await server.RequestAsync(pod.ProbeUrl("readinessProbe"));

        Assert.Equal("65532\t65532\t65532\t65532", await server.StatusAsync("Uid"));
        Assert.Equal("65532\t65532\t65532\t65532", await server.StatusAsync("Gid"));
        Assert.Equal("0000000000000000", await server.StatusAsync("CapEff"));
        Assert.Equal("1", await server.StatusAsync("NoNewPrivs"));
        Assert.Equal("2", await server.StatusAsync("Seccomp"));
        Assert.Equal("0", await server.StopAsync(graceSeconds: 60));
    }

    [Theory, MemberData(nameof(Architectures))]
    public async Task The_image_contains_the_version_that_was_built(string architecture)
    {
        Podman.Needs();
        using var pod = await ServerContainer.PodAsync();

        var version = await container.RunAsync(pod, architecture, "--version");

        Assert.Contains(Published.Version, version.Succeeded().Output, StringComparison.Ordinal);
    }
}
