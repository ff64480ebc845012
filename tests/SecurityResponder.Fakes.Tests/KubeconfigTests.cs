using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SecurityResponder.Fakes.Tests;

/// <summary>Checks the kubeconfigs with kubectl.</summary>
public sealed class KubeconfigTests
{
    private static readonly string? Kubectl = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Prepend(Tools())
        .Select(folder => Path.Combine(folder, "kubectl")).FirstOrDefault(File.Exists);

    [Theory]
    [InlineData(KubeconfigUser.Token)]
    [InlineData(KubeconfigUser.TokenFile)]
    [InlineData(KubeconfigUser.InlineCertificate)]
    [InlineData(KubeconfigUser.InlineRsaCertificate)]
    [InlineData(KubeconfigUser.CertificateFiles)]
    public async Task Kubectl_reads_the_version_with_it(KubeconfigUser user)
    {
        Assert.SkipWhen(Kubectl is null, "kubectl is not installed: run `make tools`");
        await using var server = await FakeApiServer.StartAsync(new TestCluster { GitVersion = "v1.34.3+rke2r1" });

        string[] arguments = ["--kubeconfig", server.KubeconfigFile(user), "get", "--raw", "/version"];
        using var process = Process.Start(new ProcessStartInfo(Kubectl!, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Contains("v1.34.3+rke2r1", output);
    }

    [Fact]
    public async Task A_rotated_token_replaces_the_mounted_one()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        var folder = server.ServiceAccountFolder();

        server.ServerToken = "token-2";
        server.ServiceAccountFolder();

        Assert.Equal("token-2", await File.ReadAllTextAsync(Path.Combine(folder, "token"), TestContext.Current.CancellationToken));
        Assert.Equal("kube-system", await File.ReadAllTextAsync(Path.Combine(folder, "namespace"), TestContext.Current.CancellationToken));
    }

    private static string Tools([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../.tools"));
}
