using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests;

/// <summary>The published client from the first read to the last word, over real TLS.</summary>
public sealed class WholeRunTests
{
    [Fact]
    public async Task What_the_responder_receives_is_what_debug_prints()
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 5);

        JsonNode? printed = JsonNode.Parse(
            (await NativeClient.RunInAsync(environment.Variables, [.. environment.Arguments, "--debug"])).Succeeded().Output);
        Assert.Empty(environment.Responder.Requests.All);
        (await NativeClient.RunInAsync(environment.Variables, environment.Arguments)).Succeeded();

        environment.AssertReportCounts(nodes: 5);
        Assert.True(JsonNode.DeepEquals(printed, environment.Report), $"printed {printed}\nreceived {environment.Report}");
    }

    [Theory]
    [InlineData(KubeconfigUser.Token)]
    [InlineData(KubeconfigUser.InlineCertificate)]
    [InlineData(KubeconfigUser.CertificateFiles)]
    public async Task A_kubeconfig_is_read_through_kubectl_and_its_socket_is_removed(KubeconfigUser user)
    {
        Command.Needs("kubectl");
        using TestFolder temporary = new();
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 5);
        Dictionary<string, string> variables = new()
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
            ["TMPDIR"] = temporary.Path,
        };

        (await NativeClient.RunInAsync(
            variables, [.. environment.Arguments, "--kubeconfig", environment.Cluster.KubeconfigFile(user)])).Succeeded();

        environment.AssertReportCounts(nodes: 5);
        Assert.Empty(Directory.GetFileSystemEntries(temporary.Path));
    }

    [Fact]
    public async Task The_answer_is_logged_as_an_assessment()
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 3);

        Command run = (await NativeClient.RunInAsync(environment.Variables, environment.Arguments)).Succeeded();

        Assert.StartsWith("v1.34.5+rke2r1: support unknown", run.Output);
        Assert.Contains("\n24 of the 24 CVEs published for this release concern this cluster:", run.Output);
        Assert.Matches("\nUpgrade to v1\\.34\\.9\\+rke2r1[^:]*\\.\n  fixes 4 of 24", run.Output);
        Assert.Matches("\nNot recommended: v1\\.35\\.9\\+rke2r1\n  fixes 14 of 24", run.Output);
        Assert.Equal(
            ["starting", "sending data", "response received", "available version", "available version", "assessment", "data sent"],
            LogLines.Of(run).Select(line => line.Message));
    }

    [Fact]
    public async Task The_assessment_is_written_to_the_configured_channels()
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 3);
        await using FakeResponder alertmanager = await FakeResponder.StartPlainAsync([Answer.Json(200, "")]);
        environment.Cluster.Written.ReportSchema = new(null);
        string[] arguments =
            [.. environment.Arguments, "--notify", "status,events", "--alertmanager", $"http://127.0.0.1:{alertmanager.Port}"];

        Command run = (await NativeClient.RunInAsync(environment.Variables, arguments)).Succeeded();
        (await NativeClient.RunInAsync(environment.Variables, arguments)).Succeeded();

        Assert.Equal("data sent", LogLines.Of(run)[^1].Message);
        Assert.DoesNotContain(LogLines.Of(run), line => line.Message.StartsWith("a channel", StringComparison.Ordinal));
        JsonNode status = environment.Cluster.Written.Report!["status"]!;
        Assert.Equal(24, status["concerning"]!.GetValue<int>());
        Assert.Equal("v1.34.9+rke2r1", status["recommendation"]!["version"]!.GetValue<string>());
        Assert.Equal("Unknown", status["conditions"]![0]!["status"]!.GetValue<string>());
        Assert.Single(
            environment.Cluster.Requests.All,
            request => request.Method == "PATCH" && request.Path.EndsWith("/securityreports/cluster", StringComparison.Ordinal));
        Assert.All(alertmanager.Requests.All, request => Assert.NotEmpty(JsonNode.Parse(request.Body.Span)!.AsArray()));
        Assert.Equal(2, alertmanager.Requests.All.Count);
    }

    [Fact]
    public async Task The_log_can_be_json()
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 3);

        Command run = (await NativeClient.RunInAsync(
            environment.Variables, [.. environment.Arguments, "--log-format", "json"])).Succeeded();

        Assert.Equal("", run.Output);
        Assert.Equal("data sent", JsonNode.Parse(run.Errors.TrimEnd('\n').Split('\n')[^1])!["msg"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_name_is_looked_up()
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 3);

        Command run = (await NativeClient.RunInAsync(
            environment.Variables, [.. environment.Arguments, "--endpoint", environment.EndpointByName])).Succeeded();

        environment.AssertReportCounts(nodes: 3);
        Assert.Equal("data sent", LogLines.Of(run)[^1].Message);
    }

    [Fact]
    public async Task The_arm64_client_finds_the_name_trusts_the_authority_and_reports_the_same()
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 5);
        string[] arguments = [.. environment.Arguments, "--endpoint", environment.EndpointByName];

        Command run = (await NativeClient.RunArm64Async(environment.Variables, arguments)).Succeeded();

        Assert.Equal("data sent", LogLines.Of(run)[^1].Message);
        JsonNode? printed = JsonNode.Parse(
            (await NativeClient.RunInAsync(environment.Variables, [.. arguments, "--debug"])).Succeeded().Output);
        Assert.True(JsonNode.DeepEquals(printed, environment.Report), $"printed {printed}\nreceived {environment.Report}");
    }
}
