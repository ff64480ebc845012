[assembly: AssemblyFixture(typeof(SecurityResponder.Aot.Tests.Container))]

namespace SecurityResponder.Aot.Tests;

/// <summary>Runs the image as the chart does: no root, nothing to write to, no capability, 32 MiB.</summary>
public sealed class Container : IDisposable
{
    private readonly Podman _podman = new();

    public void Dispose() => _podman.Dispose();

    /// <summary>Runs the client.</summary>
    /// <param name="options">More options of <c>podman run</c>, such as mounts.</param>
    /// <param name="arguments">The client's.</param>
    internal async Task<Command> RunAsync(IEnumerable<string> options, IEnumerable<string> arguments)
    {
        Podman.Needs();
        string image = await _podman.PullAsync(Published.Image, "amd64");
        return await _podman.RunAsync([
            "run", "--rm", "--network", "host", .. Podman.Limits,
            "--read-only", "--read-only-tmpfs=false", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
            "--memory", "32m", "--memory-swap", "32m", "--user", "65532:65532", .. options, image, .. arguments]);
    }

    /// <summary>Runs the client with a service account and a CA file, mounted read-only, from the first read to the last word.</summary>
    /// <param name="environment">The cluster and the responder.</param>
    /// <param name="options">More options of <c>podman run</c>; they win over those of the chart.</param>
    internal Task<Command> ReportAsync(TestEnvironment environment, params IEnumerable<string> options) => RunAsync(
        [
            .. Mount(environment.Cluster.ServiceAccountFolder(), "/var/run/secrets/kubernetes.io/serviceaccount"),
            "--env", "KUBERNETES_SERVICE_HOST=127.0.0.1", "--env", $"KUBERNETES_SERVICE_PORT={environment.Cluster.Url.Port}",
            .. Mount(environment.Responder.CaFile, "/ca.crt"),
            .. options],
        ["--endpoint", environment.Responder.Endpoint.AbsoluteUri, "--ca-file", "/ca.crt"]);

    /// <summary>Options that show a file or a folder to the client, read-only.</summary>
    internal static string[] Mount(string file, string at) => ["--volume", $"{file}:{at}:ro"];
}
