using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

public sealed class ConnectionTests
{
    [Fact]
    public async Task In_a_pod_the_token_is_read_for_every_request()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(request => request.Path == "/api/v1/nodes" && Rotate(server), Answer.Never);

        var run = await CollectRun.Of(server);

        Assert.Empty(run.Warnings);
        Assert.Equal(1, run.Fields["serverNodeCount"]!.GetValue<int>());
        Assert.Equal("Bearer token-2", server.Requests.All[^1].Headers["Authorization"]);
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

        var run = await CollectRun.Of(server);

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
        var variables = server.PodVariables();
        File.Delete(Path.Combine(variables["SECURITY_RESPONDER_SERVICE_ACCOUNT"], "token"));

        var run = await CollectRun.Of([], null, variables);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the token cannot be read: no such file", run.Lines[^1], StringComparison.Ordinal);
    }

    // Rotates the token like a kubelet; always false, so that the request is answered as usual.
    private static bool Rotate(FakeApiServer server)
    {
        server.ServerToken = "token-2";
        server.ServiceAccountFolder();
        return false;
    }
}
