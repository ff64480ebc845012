using SecurityResponder.Client.Tests.Checking;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Kubernetes.Kubectl;

/// <summary>Kubeconfigs of every kind, read by the real kubectl.</summary>
public sealed class KubeconfigTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private FakeApiServer _server = null!;
    private Kubeconfigs _kubeconfigs = null!;
    private Dictionary<string, string> _variables = null!;

    public async ValueTask InitializeAsync()
    {
        _variables = RealKubectl.VariablesOf(_folder.Path);
        _server = await FakeApiServer.StartAsync(new TestCluster { Nodes = [TestNode.Server("s1")], GitVersion = "v1.34.3+rke2r1" });
        _kubeconfigs = new(_server, _folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData("RKE2")]
    [InlineData("kind")]
    [InlineData("k3d")]
    [InlineData("Rancher")]
    [InlineData("Ed25519")]
    [InlineData("flow style")]
    [InlineData("anchors")]
    [InlineData("JSON")]
    [InlineData("token file")]
    [InlineData("exec plugin")]
    [InlineData("name for TLS")]
    public async Task A_kubeconfig_gives_access(string kind) =>
        AssertRead(await RunAsync("--kubeconfig", _folder.Write("config.yaml", _kubeconfigs.Text(kind))));

    [Fact]
    public async Task Impersonation_reaches_the_server()
    {
        AssertRead(await RunAsync("--kubeconfig", _folder.Write("config.yaml", _kubeconfigs.Text("impersonation"))));

        Assert.All(_server.Requests.All, request => Assert.Equal("auditor", request.Headers["Impersonate-User"]));
    }

    [Fact]
    public async Task The_proxy_of_a_kubeconfig_is_used()
    {
        using var proxy = new ConnectProxy(_server.Url.Port);
        var kubeconfig = _folder.Write("config.yaml", _kubeconfigs.WithCluster("proxy-url: " + proxy.Address));

        AssertRead(await RunAsync("--kubeconfig", kubeconfig));

        // Go's client may open a second connection before the first one is established.
        Assert.NotEmpty(proxy.Requests);
        Assert.All(proxy.Requests, request => Assert.StartsWith($"CONNECT 127.0.0.1:{_server.Url.Port} ", request));
    }

    [Fact]
    public async Task Several_files_in_KUBECONFIG_are_one_kubeconfig()
    {
        var (clusters, users) = _kubeconfigs.Halves();
        _variables["KUBECONFIG"] = $"{_folder.Write("a", clusters)}:{_folder.Path}/missing:{_folder.Write("b", users)}";

        AssertRead(await RunAsync());
    }

    [Fact]
    public async Task Without_flags_the_kubeconfig_in_the_home_folder_is_read_and_a_context_can_be_selected()
    {
        _folder.Write(".kube/config", _kubeconfigs.Text("RKE2"));

        AssertRead(await RunAsync());
        AssertRead(await RunAsync("--context", "default"));
        AssertFailed(
            await RunAsync("--context", "elsewhere"),
            "kubectl cannot reach the cluster: dial tcp 127.0.0.1:1: connect: connection refused");
        AssertFailed(
            await RunAsync("--context", "harbour"), "kubectl cannot use the kubeconfig: error: context \"harbour\" does not exist");
    }

    [Fact]
    public async Task Objects_are_written_through_kubectl()
    {
        _server.Written.ReportSchema = Notifying.ShippedChart.ReportSchema;
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);

        var run = await ClientProcess.RunAsync(
            _variables, "--kubeconfig", _folder.Write("config", _kubeconfigs.Text("RKE2")), "--notify", "status,events",
            "--endpoint", responder.Endpoint.AbsoluteUri, "--ca-file", responder.CaFile);

        Assert.Equal("data sent", run.Last.Message);
        Assert.NotNull(_server.Written.Report);
    }

    [Theory]
    [InlineData("a: [b", "kubectl cannot use the kubeconfig: error: error loading config file")]
    [InlineData(null, "kubectl cannot use the kubeconfig: error: stat")]
    public async Task A_kubeconfig_that_kubectl_refuses_is_refused_in_its_words(string? text, string reason)
    {
        var kubeconfig = text is null ? _folder.Path + "/missing" : _folder.Write("config", text);

        AssertFailed(await RunAsync("--kubeconfig", kubeconfig), reason);
    }

    [Fact]
    public async Task Another_name_for_TLS_and_another_token_are_refused()
    {
        var name = _folder.Write("name", _kubeconfigs.WithCluster("tls-server-name: other.example"));
        var token = _folder.Write("token", _kubeconfigs.Text("Rancher"));
        _server.ServerToken = "another";

        AssertFailed(await RunAsync("--kubeconfig", name), "kubectl cannot reach the cluster: tls: failed to verify certificate");
        AssertFailed(await RunAsync("--kubeconfig", token), "cannot read version: 401");
    }

    [Fact]
    public async Task A_failing_plugin_is_named_in_the_words_of_kubectl()
    {
        var plugin = _folder.Write("login", "exit 7\n");

        var run = await RunAsync("--kubeconfig", _folder.Write("config", _kubeconfigs.WithPlugin(plugin)));

        AssertFailed(run, "kubectl cannot reach the cluster: getting credentials: exec: executable sh failed with exit code 7");
    }

    [Fact]
    public async Task Text_from_kubectl_is_one_line_without_control_characters()
    {
        var kubeconfig = _kubeconfigs.WithPlugin("login").Replace(
            "command: sh", """command: "no\e[2J\nlogin" """, StringComparison.Ordinal);

        var run = await RunAsync("--kubeconfig", _folder.Write("config", kubeconfig));

        AssertFailed(run, "kubectl cannot reach the cluster: getting credentials: exec: executable no?[2J login not found");
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Fact]
    public async Task Without_kubectl_one_sentence_names_the_alternatives()
    {
        _variables["PATH"] = "/nowhere";

        var run = await RunAsync("--kubeconfig", _folder.Write("config", _kubeconfigs.Text("RKE2")));

        AssertFailed(run, "a kubeconfig is read by kubectl, which is neither on the PATH nor at /var/lib/rancher/rke2/bin/kubectl; "
            + "install it, or use --cluster-dump FILE with its output from another machine, or --api-server URL");
    }

    private Task<ClientRun> RunAsync(params string[] arguments) => ClientProcess.RunAsync(_variables, [.. arguments, "--debug"]);

    private void AssertRead(ClientRun run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("v1.34.3+rke2r1", run.Output);
        Assert.DoesNotContain(run.Log, line => line.Level == "warning");
        AssertNothingIsLeft();
    }

    private void AssertFailed(ClientRun run, string reason)
    {
        Assert.Equal((1, "no report"), (run.ExitCode, run.Last.Message));
        Assert.StartsWith(reason, run.Last["reason"]);
        AssertNothingIsLeft();
    }

    private void AssertNothingIsLeft() => Assert.Empty(Directory.GetDirectories(_folder.Path, "tmp.*"));
}
