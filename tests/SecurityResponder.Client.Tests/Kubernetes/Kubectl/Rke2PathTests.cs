using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Kubernetes.Kubectl;

/// <summary>On a server of RKE2, root needs no settings: its kubeconfig and its kubectl are found. The paths are made in a private mount
/// namespace, so that the machine stays as it is.</summary>
public sealed class Rke2PathTests : IAsyncLifetime
{
    // A copy of /etc with the kubeconfig, a folder in place of /var/lib with kubectl, and a PATH without it.
    private const string Script = """
        set -eu
        mount --make-rprivate /
        cp -a /etc "$ROOT/etc"
        mkdir -p "$ROOT/etc/rancher/rke2" "$ROOT/lib/rancher/rke2/bin"
        cp "$ROOT/rke2.yaml" "$ROOT/etc/rancher/rke2/rke2.yaml"
        cp "$KUBECTL" "$ROOT/lib/rancher/rke2/bin/kubectl"
        mkdir "$ROOT/bin"
        ln -s /usr/bin/* "$ROOT/bin/"
        rm -f "$ROOT/bin/kubectl"
        mount --bind "$ROOT/etc" /etc
        mount --bind "$ROOT/lib" /var/lib
        PATH=$ROOT/bin exec "$@"
        """;

    private readonly TestFolder _folder = new();
    private FakeApiServer _server = null!;
    private Dictionary<string, string> _variables = null!;

    public async ValueTask InitializeAsync()
    {
        _variables = RealKubectl.VariablesOf(_folder.Path);
        _server = await FakeApiServer.StartAsync(new TestCluster { Nodes = [TestNode.Server("s1")], GitVersion = "v1.34.3+rke2r1" });
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task The_kubeconfig_and_the_kubectl_of_RKE2_are_found()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/unshare"), "only root has mount namespaces");
        _folder.Write("rke2.yaml", new Kubeconfigs(_server, _folder).Text("RKE2"));
        _variables["ROOT"] = _folder.Path;
        _variables["KUBECTL"] = RealKubectl.Program!;
        _variables["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        _variables["HOME"] = _folder.Path;
        _variables.Remove("KUBECONFIG");

        var run = await ClientProcess.RunProgramAsync(
            "/usr/bin/unshare", _variables, "--mount", "bash", "-c", Script, "bash", ClientProcess.Program, "--debug");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("v1.34.3+rke2r1", run.Output);
        Assert.NotEmpty(_server.Requests.All);
        Assert.False(File.Exists("/etc/rancher/rke2/rke2.yaml"));
    }
}
