using System.Diagnostics;
using SecurityResponder.Feed.Tests.Signing;

namespace SecurityResponder.Feed.Tests.Images;

/// <summary>A container engine makes the base and reads the result.</summary>
public sealed class EngineTests : IDisposable
{
    private const string Name = "rancher/x:v1-feed20261129";

    private readonly FeedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("base.tar", "out.tar", "oci-archive:")]
    [InlineData("base", "out", "oci:")]
    public async Task Buildah_reads_the_feed_from_an_image_for_each_architecture(string image, string target, string transport)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "buildah needs root here");
        Assert.SkipUnless(File.Exists("/usr/bin/buildah"), "buildah is not installed (make tools)");
        await MakeBaseAsync(transport + _folder[image] + ":rancher/x:v1");

        var run = FeedFolder.Run("image", "--base", _folder[image], "--feed", _folder["feed.json"], "--out", _folder[target]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith(Name + " sha256:", run.Output, StringComparison.Ordinal);

        foreach (var architecture in new[] { "amd64", "arm64" })
        {
            var container = await BuildahAsync("from", "--quiet", "--arch", architecture, $"{transport}{_folder[target]}:{Name}");
            var root = await BuildahAsync("mount", container);
            Assert.Equal(FeedFolder.Feed, File.ReadAllText(Path.Combine(root, "feed.json")));
            Assert.Equal(architecture, File.ReadAllText(Path.Combine(root, "security-responder")));
        }
    }

    private async Task MakeBaseAsync(string reference)
    {
        await BuildahAsync("manifest", "create", "rancher/x:v1");
        foreach (var architecture in new[] { "amd64", "arm64" })
        {
            var container = await BuildahAsync("from", "scratch");
            await BuildahAsync("copy", "--quiet", container, _folder.Write("program", architecture), "/security-responder");
            await BuildahAsync("config", "--os", "linux", "--arch", architecture, container);
            await BuildahAsync("commit", "--quiet", "--format", "oci", "--manifest", "rancher/x:v1", container);
        }

        await BuildahAsync("manifest", "push", "--quiet", "--all", "rancher/x:v1", reference);
    }

    // Separate storage, so that other images on the machine stay untouched.
    private async Task<string> BuildahAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/buildah",
            ["--storage-driver", "vfs", "--root", _folder["root"], "--runroot", _folder["run"], .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["BUILDAH_ISOLATION"] = "chroot";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, string.Join(' ', arguments) + ": " + await error);
        return output.Trim();
    }
}
