using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SecurityResponder.Server.Faults.Tests;

/// <summary>The disk of the journal is full, or its file was corrupted while the responder was stopped.</summary>
public sealed partial class DiskFaultTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task While_the_disk_is_full_every_cluster_is_answered_and_every_loss_is_counted()
    {
        var data = Directory.CreateDirectory(_directory.File("data")).FullName;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", data), "mounting a small disk takes root");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(data, "ballast"), new byte[3 << 20], TestContext.Current.CancellationToken);
            using var server = new Server(data);
            await server.StartAsync();
            using var load = Load.Start(server.Address);
            await server.WaitForLogAsync("[601]");
            await load.MoreAsync(500);
            File.Delete(Path.Combine(data, "ballast"));
            await server.WaitForLogAsync("[606]");
            await load.MoreAsync(100);
            await load.StopAsync();
            await server.TerminateAsync();

            var lost = server.Log.Select(line => Lost().Match(line)).Last(match => match.Success).Groups[1].Value;
            var saved = SavedReports.InFile(data);
            Assert.Equal((0, 0), (load.Refused, load.Broken));
            Assert.Equal(saved.Count, saved.Distinct().Count());
            Assert.Equal(load.Count, saved.Count + int.Parse(lost, CultureInfo.InvariantCulture));
        }
        finally
        {
            Run("umount", data);
        }
    }

    [Fact]
    public async Task A_corrupt_file_is_moved_aside_at_the_next_start()
    {
        using var server = new Server(_directory.Path);
        await server.StartAsync();
        using var load = Load.Start(server.Address);
        await load.MoreAsync(100);
        await load.StopAsync();
        // Not killed: it would leave a write-ahead log that repairs the file.
        await server.TerminateAsync();
        await File.WriteAllTextAsync(_directory.File("reports.db"), new string('x', 128), TestContext.Current.CancellationToken);
        await server.StartAsync();
        using var next = Load.Start(server.Address);
        await next.MoreAsync(100);
        await next.StopAsync();
        await server.TerminateAsync();

        Assert.Equal(1, server.Count("[605]"));
        Assert.Equal((0, 0), (next.Refused, next.Broken));
        SavedReports.AssertOnce(_directory.Path, next.Acknowledged, SavedReports.InFile(_directory.Path));
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    [GeneratedRegex(@"Lost since the start: (\d+)")]
    private static partial Regex Lost();
}
