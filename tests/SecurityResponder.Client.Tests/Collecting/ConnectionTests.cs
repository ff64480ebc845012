using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

public sealed class ConnectionTests
{
    [Fact]
    public async Task In_a_pod_the_token_is_read_for_every_request()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(request => request.Path == "/api/v1/nodes" && Rotate(server), Answer.Never);

        var run = await CollectRun.InPodOf(server);

        Assert.Empty(run.Warnings);
        Assert.Equal(1, run.Fields["serverNodeCount"]!.GetValue<int>());
        Assert.Equal("Bearer token-2", server.Requests.All[^1].Headers["Authorization"]);
    }

    [Theory]
    [InlineData(KubeconfigUser.Token)]
    [InlineData(KubeconfigUser.TokenFile)]
    [InlineData(KubeconfigUser.InlineCertificate)]
    [InlineData(KubeconfigUser.InlineRsaCertificate)]
    [InlineData(KubeconfigUser.CertificateFiles)]
    public async Task A_kubeconfig_gives_access(KubeconfigUser user)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());

        Assert.Empty((await CollectRun.Of(["--kubeconfig", server.KubeconfigFile(user)])).Warnings);
    }

    [Theory]
    [InlineData("secret-one\nsecret-two", "invalid in a header")]
    [InlineData("secret one", "invalid in a header")]
    [InlineData("secret\u00e9", "invalid in a header")]
    [InlineData("secret\0", "invalid in a header")]
    [InlineData("\n", "the token is empty")]
    public async Task A_token_that_is_invalid_in_a_header_is_a_failed_read_and_is_not_logged(string token, string reason)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.ServerToken = token;

        var run = await CollectRun.InPodOf(server);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cannot read version: the token", run.Lines[^1], StringComparison.Ordinal);
        Assert.Contains(reason, run.Lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Log, StringComparison.Ordinal);
        Assert.Empty(server.Requests.All);
    }

    [Fact]
    public async Task A_token_file_that_is_gone_is_a_failed_read()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        var folder = server.ServiceAccountFolder();
        File.Delete(Path.Combine(folder, "token"));

        var run = await CollectRun.InPodOf(server, folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the token cannot be read: no such file", run.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KubeconfigUser.ExecPlugin)]
    [InlineData(KubeconfigUser.AuthProvider)]
    public async Task An_authentication_plugin_is_rejected_with_an_alternative(KubeconfigUser user)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());

        var run = await CollectRun.Of(["--kubeconfig", server.KubeconfigFile(user)]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("kubectl proxy", run.Log, StringComparison.Ordinal);
        Assert.Contains("--api-server", run.Log, StringComparison.Ordinal);
        Assert.Empty(server.Requests.All);
    }

    [Theory]
    [InlineData("elsewhere", 1, "cannot read version")]
    [InlineData("nope", 2, "no context named nope")]
    public async Task A_context_can_be_selected(string context, int exitCode, string message)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());

        var run = await CollectRun.Of(["--kubeconfig", server.KubeconfigFile(KubeconfigUser.Token), "--context", context]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_YAML_names_the_line()
    {
        using var folder = new TestFolder();

        var run = await CollectRun.Of(["--kubeconfig", folder.Write("config", "apiVersion: v1\nkind: Config\nwhat is this\n")]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("line 3", run.Log, StringComparison.Ordinal);
    }

    // Rotates the token like a kubelet; always false, so that the request is answered as usual.
    private static bool Rotate(FakeApiServer server)
    {
        server.ServerToken = "token-2";
        server.ServiceAccountFolder();
        return false;
    }
}
