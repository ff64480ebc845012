[assembly: AssemblyFixture(typeof(SecurityResponder.Aot.Tests.Container))]

namespace SecurityResponder.Aot.Tests;

/// <summary>Runs the image as the chart does: no root, nothing to write to, no capability, 32 MiB.</summary>
public sealed class Container : IDisposable
{
    // Separate storage, so that other images on the machine stay untouched. runc and cgroupfs also work without systemd.
    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("security-responder-");
    private readonly SemaphoreSlim _gate = new(1);
    private string? _image;

    public void Dispose()
    {
        _gate.Dispose();
        _storage.Delete(recursive: true);
    }

    /// <summary>Runs the client.</summary>
    /// <param name="options">More options of <c>podman run</c>, such as mounts.</param>
    /// <param name="arguments">The client's.</param>
    internal async Task<Command> RunAsync(IEnumerable<string> options, IEnumerable<string> arguments)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may set a memory limit without systemd");
        Command.Needs("podman");
        Command.Needs("runc");
        return await PodmanAsync([
            "run", "--rm", "--network", "host", "--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096",
            "--read-only", "--read-only-tmpfs=false", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
            "--memory", "32m", "--memory-swap", "32m", "--user", "65532:65532", .. options, await ImageAsync(), .. arguments]);
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

    private async Task<string> ImageAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _image ??= (await PodmanAsync("pull", "--quiet", "oci-archive:" + Published.Image)).Succeeded().Output.Trim();
        }
        finally
        {
            _gate.Release();
        }
    }

    // In the storage's folder, because podman leaves a file named `oom` where it stands when a limit was met. Podman 5 would print
    // a warning among the client's lines on a machine with cgroups v1.
    private Task<Command> PodmanAsync(params string[] arguments) => Command.RunAsync(
        "env",
        [
            "--chdir", _storage.FullName, "PODMAN_IGNORE_CGROUPSV1_WARNING=1", "podman",
            "--root", Path.Combine(_storage.FullName, "root"), "--runroot", Path.Combine(_storage.FullName, "run"),
            "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--runtime", "runc", .. arguments],
        TestContext.Current.CancellationToken);
}
