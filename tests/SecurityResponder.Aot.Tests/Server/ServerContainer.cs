namespace SecurityResponder.Aot.Tests.Server;

/// <summary>Runs the responder's image as its chart runs it. Its network consists of its own loopback interface.</summary>
public sealed class ServerContainer : IDisposable
{
    private const string Program = "/app/security-responder-server";

    private readonly Podman _podman = new();

    /// <summary>The responder's chart with the shipped feed in a ConfigMap.</summary>
    internal static Task<ChartPod> PodAsync() => ChartPod.RenderAsync(
        "feed: { configMapName: rke2-feed }",
        new Dictionary<string, (string, string)> { ["rke2-feed"] = ("feed.json", File.ReadAllText(Published.SampleFeed)) });

    /// <summary>Starts the pod's container.</summary>
    internal async Task<RunningServer> StartAsync(ChartPod pod, string architecture)
    {
        var image = await _podman.PullAsync(Published.ServerImage, architecture);
        var start = await _podman.RunAsync([
            "run", "--detach", .. Podman.Limits, "--network", "none", .. pod.Options, .. Podman.Emulation(architecture, Program),
            image, .. pod.Arguments]);
        return new RunningServer(_podman, start.Succeeded().Output.Trim());
    }

    /// <summary>Runs a sub-command in a container like that of the pod, with its volumes.</summary>
    internal async Task<Command> RunAsync(ChartPod pod, string architecture, params IEnumerable<string> arguments)
    {
        var image = await _podman.PullAsync(Published.ServerImage, architecture);
        return await _podman.RunAsync([
            "run", "--rm", .. Podman.Limits, "--network", "none", .. pod.Options, .. Podman.Emulation(architecture, Program),
            image, .. arguments]);
    }

    public void Dispose() => _podman.Dispose();
}

/// <summary>A container that runs until it is stopped.</summary>
internal sealed class RunningServer(Podman podman, string id)
{
    /// <summary>Requests an address from inside the container's network, again until it answers with success.</summary>
    /// <param name="url">Of the loopback interface.</param>
    /// <param name="arguments">More arguments of curl.</param>
    public async Task<string> RequestAsync(string url, params IEnumerable<string> arguments)
    {
        string[] request =
        [
            "--target", await InspectAsync("{{.State.Pid}}"), "--net", "curl", "--silent", "--show-error", "--fail",
            "--retry", "90", "--retry-delay", "1", "--retry-connrefused", .. arguments, url];
        var answer = await Command.RunAsync("nsenter", request, TestContext.Current.CancellationToken);
        return answer.ExitCode == 0 ? answer.Output : throw new InvalidOperationException(answer.Errors + await LogAsync());
    }

    /// <summary>A line of the status of the process, for example <c>CapEff</c>.</summary>
    public async Task<string> StatusAsync(string name)
    {
        var status = await File.ReadAllLinesAsync(
            $"/proc/{await InspectAsync("{{.State.Pid}}")}/status", TestContext.Current.CancellationToken);
        return status.Single(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..].Trim();
    }

    /// <summary>Ends it as the kubelet does, and returns the exit code.</summary>
    /// <param name="graceSeconds">How long it may take.</param>
    public async Task<string> StopAsync(int graceSeconds)
    {
        (await podman.RunAsync("stop", "--time", $"{graceSeconds}", id)).Succeeded();
        return await InspectAsync("{{.State.ExitCode}}");
    }

    private async Task<string> InspectAsync(string format) =>
        (await podman.RunAsync("inspect", "--format", format, id)).Succeeded().Output.Trim();

    private async Task<string> LogAsync()
    {
        var log = await podman.RunAsync("logs", id);
        return log.Output + log.Errors;
    }
}
