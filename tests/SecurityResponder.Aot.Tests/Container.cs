[assembly: AssemblyFixture(typeof(SecurityResponder.Aot.Tests.Container))]

namespace SecurityResponder.Aot.Tests;

/// <summary>Runs the image as the chart does: no root, nothing to write to, no capability, 32 MiB.</summary>
public sealed class Container : IDisposable
{
    // Storage of the tests' own: what else the machine keeps is not touched. runc and cgroupfs also work without systemd.
    private readonly DirectoryInfo storage = Directory.CreateTempSubdirectory("security-responder-");
    private readonly SemaphoreSlim gate = new(1);
    private string? image;

    public void Dispose()
    {
        gate.Dispose();
        storage.Delete(recursive: true);
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

    /// <summary>Options that show a file to the client, read-only.</summary>
    internal static string[] Mount(string file, string at) => ["--volume", $"{file}:{at}:ro"];

    private async Task<string> ImageAsync()
    {
        await gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return image ??= (await PodmanAsync("pull", "--quiet", "oci-archive:" + Published.Image)).Succeeded().Output.Trim();
        }
        finally
        {
            gate.Release();
        }
    }

    private Task<Command> PodmanAsync(params string[] arguments) => Command.RunAsync(
        "podman",
        [
            "--root", Path.Combine(storage.FullName, "root"), "--runroot", Path.Combine(storage.FullName, "run"),
            "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--runtime", "runc", .. arguments],
        TestContext.Current.CancellationToken);
}
