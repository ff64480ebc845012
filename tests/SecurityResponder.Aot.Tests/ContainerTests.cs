namespace SecurityResponder.Aot.Tests;

/// <summary>Runs the image as the chart does: no root, nothing to write to, no capability, 32 MiB.</summary>
public sealed class ContainerTests : IDisposable
{
    // Storage of the test's own: what else the machine keeps is not touched. runc and cgroupfs also work without systemd.
    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("security-responder-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _storage.Delete(recursive: true);

    [Fact]
    public async Task The_client_runs_in_a_locked_down_container()
    {
        Command command = await RunInContainerAsync("--version");
        Assert.Contains(Published.Version, command.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_explains_itself_in_a_locked_down_container()
    {
        Command command = await RunInContainerAsync("--help");
        Assert.NotEmpty(command.Succeeded().Output);
    }

    private async Task<Command> RunInContainerAsync(params string[] arguments)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may set a memory limit without systemd");
        Command.Needs("podman");
        Command.Needs("runc");
        string image = (await PodmanAsync("pull", "--quiet", "oci-archive:" + Published.Image)).Succeeded().Output.Trim();
        return await PodmanAsync([
            "run", "--rm", "--network", "host", "--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096",
            "--read-only", "--read-only-tmpfs=false", "--cap-drop", "ALL", "--security-opt", "no-new-privileges",
            "--memory", "32m", "--user", "65532:65532", image, .. arguments]);
    }

    private Task<Command> PodmanAsync(params string[] arguments) => Command.RunAsync(
        "podman",
        [
            "--root", Path.Combine(_storage.FullName, "root"), "--runroot", Path.Combine(_storage.FullName, "run"),
            "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--runtime", "runc", .. arguments],
        Cancelled);
}
