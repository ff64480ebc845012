using System.Runtime.InteropServices;

namespace SecurityResponder.Aot.Tests;

/// <summary>podman with storage of its own, so that other images on the machine stay untouched.</summary>
internal sealed class Podman : IDisposable
{
    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("security-responder-");
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<(string Archive, string Architecture), string> _images = [];

    private const string Emulator = "/usr/bin/qemu-aarch64-static";

    /// <summary>Limits of <c>podman run</c> that every machine allows; podman's own are higher than some do.</summary>
    public static string[] Limits => ["--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096"];

    /// <summary>Skips the test where containers with limits cannot be run.</summary>
    public static void Needs()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may set a memory limit without systemd");
        Command.Needs("podman");
        Command.Needs("runc");
    }

    /// <summary>Options of <c>podman run</c> for an image of an architecture; none for that of this machine. Skips the test where there is
    /// no emulator.</summary>
    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>.</param>
    /// <param name="program">The program of the image.</param>
    // The emulator is the program, and the image's own program its argument: this also works where the kernel starts no emulator by itself.
    public static string[] Emulation(string architecture, string program)
    {
        if (architecture != "arm64" || RuntimeInformation.OSArchitecture == Architecture.Arm64)
        {
            return [];
        }

        Command.Needs(Path.GetFileName(Emulator));
        return [.. Container.Mount(Emulator, "/emulator"), "--entrypoint", $"[\"/emulator\",\"{program}\"]"];
    }

    /// <summary>Runs <c>podman</c> to its end.</summary>
    // In the storage's folder, because podman leaves a file named `oom` where it stands when a limit was met. Podman 5 would print
    // a warning among the program's lines on a machine with cgroups v1. runc and cgroupfs also work without systemd.
    public Task<Command> RunAsync(params IEnumerable<string> arguments) => Command.RunAsync(
        "env",
        [
            "--chdir", _storage.FullName, "PODMAN_IGNORE_CGROUPSV1_WARNING=1", "podman",
            "--root", Path.Combine(_storage.FullName, "root"), "--runroot", Path.Combine(_storage.FullName, "run"),
            "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--runtime", "runc", .. arguments],
        TestContext.Current.CancellationToken);

    /// <summary>Loads the image for an architecture, once; returns its id.</summary>
    /// <param name="archive">An OCI archive.</param>
    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>.</param>
    public async Task<string> PullAsync(string archive, string architecture)
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!_images.TryGetValue((archive, architecture), out var image))
            {
                var pull = await RunAsync("pull", "--quiet", "--arch", architecture, "oci-archive:" + archive);
                image = pull.Succeeded().Output.Trim();
                _images.Add((archive, architecture), image);
            }

            return image;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _storage.Delete(recursive: true);
    }
}
