[assembly: AssemblyFixture(typeof(SecurityResponder.Aot.Tests.Container))]

namespace SecurityResponder.Aot.Tests;

/// <summary>Runs the client's image as its chart runs it: with the user, the capabilities and the memory limit of the CronJob.</summary>
public sealed class Container : IDisposable
{
    private const string Program = "/security-responder";

    // What an emulator needs on top of the program's limit.
    private static readonly string[] EmulatorMemory = ["--memory", "256m", "--memory-swap", "256m"];

    private readonly Podman _podman = new();

    public void Dispose() => _podman.Dispose();

    /// <summary>Runs the client for this machine.</summary>
    /// <param name="options">More options of <c>podman run</c>, such as mounts.</param>
    /// <param name="arguments">The client's.</param>
    internal Task<Command> RunAsync(IEnumerable<string> options, IEnumerable<string> arguments) =>
        RunAsync(Published.Image, "amd64", options, arguments);

    /// <summary>Runs the client in an image for an architecture.</summary>
    /// <param name="archive">The image's OCI archive.</param>
    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>.</param>
    /// <param name="options">More options of <c>podman run</c>; they win over those of the chart.</param>
    /// <param name="arguments">The client's.</param>
    /// <param name="values">Values of the chart, as YAML.</param>
    internal async Task<Command> RunAsync(
        string archive, string architecture, IEnumerable<string> options, IEnumerable<string> arguments, string values = "")
    {
        Podman.Needs();
        var emulation = Podman.Emulation(architecture, Program);
        using var pod = await ChartPod.RenderClientAsync(values.Length > 0 ? values : "notify: {status: false, events: false}");
        var image = await _podman.PullAsync(archive, architecture);
        return await _podman.RunAsync([
            "run", "--rm", "--network", "host", .. Podman.Limits, .. pod.Options, .. emulation.Length > 0 ? EmulatorMemory : [],
            .. emulation, .. options, image, .. pod.Arguments, .. arguments]);
    }

    /// <summary>Runs the client with a service account and a CA file, mounted read-only, from the first read to the last word.</summary>
    /// <param name="environment">The cluster and the responder.</param>
    /// <param name="options">More options of <c>podman run</c>; they win over those of the chart.</param>
    internal Task<Command> ReportAsync(TestEnvironment environment, params IEnumerable<string> options) => RunAsync(
        [
            .. Pod(environment),
            .. Mount(environment.Responder.CaFile, "/ca.crt"),
            .. options],
        ["--endpoint", environment.Responder.Endpoint.AbsoluteUri, "--ca-file", "/ca.crt"]);

    /// <summary>Options for what the kubelet gives a pod: the service account, and where the API server is.</summary>
    internal static string[] Pod(TestEnvironment environment) =>
    [
        .. Mount(environment.Cluster.ServiceAccountFolder(), "/var/run/secrets/kubernetes.io/serviceaccount"),
        "--env", "KUBERNETES_SERVICE_HOST=127.0.0.1", "--env", $"KUBERNETES_SERVICE_PORT={environment.Cluster.Url.Port}",
    ];

    /// <summary>Options that show a file or a folder to the client, read-only.</summary>
    internal static string[] Mount(string file, string at) => ["--volume", $"{file}:{at}:ro"];
}
