using System.Diagnostics;

namespace SecurityResponder.Server.Tests.Storage.Sqlite;

/// <summary>A small file system in memory, which can be filled.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _directory;

    /// <summary>Mounts it on a directory; skips the test where that is not permitted.</summary>
    public SmallDisk(string directory, int megabytes)
    {
        _directory = directory;
        using var mount = Process.Start("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", directory]);
        mount.WaitForExit();
        Assert.SkipUnless(mount.ExitCode == 0, "a small disk cannot be mounted here");
    }

    private string Ballast => Path.Combine(_directory, "ballast");

    /// <summary>Fills it completely.</summary>
    public async Task FillAsync()
    {
        await using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                await ballast.WriteAsync(new byte[65536]);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Frees the space again.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        using var umount = Process.Start("umount", ["--quiet", _directory]);
        umount.WaitForExit();
    }
}
