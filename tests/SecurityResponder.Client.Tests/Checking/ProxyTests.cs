using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary><c>HTTPS_PROXY</c> and <c>NO_PROXY</c>, read by the program itself as its process starts.</summary>
public sealed class ProxyTests
{
    private static readonly string[] Names = ["responder.example"];

    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("https_proxy")]
    public async Task The_proxy_sees_the_host_name_and_not_the_report(string variable)
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good], Names);
        using var proxy = new ConnectProxy(responder.Port);

        // Only the proxy can resolve this name.
        var run = await RunAsync(responder, "https://responder.example/v1/check", new() { [variable] = proxy.Address });

        Assert.Equal("data sent", run.Last.Message);
        Assert.Single(responder.Requests.All);
        Assert.StartsWith("CONNECT responder.example:443 HTTP/1.1\r\n", Assert.Single(proxy.Requests));
        Assert.DoesNotContain("kubernetesVersion", proxy.Requests[0]);
    }

    [Fact]
    public async Task A_host_in_NO_PROXY_is_called_directly()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);
        using var proxy = new ConnectProxy(responder.Port);

        var run = await RunAsync(
            responder, responder.Endpoint.AbsoluteUri, new() { ["HTTPS_PROXY"] = proxy.Address, ["NO_PROXY"] = "10.0.0.1,127.0.0.1" });

        Assert.Equal("data sent", run.Last.Message);
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task A_proxy_that_rejects_the_tunnel_is_named()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);
        using var proxy = new ConnectProxy(target: null);

        var run = await RunAsync(responder, responder.Endpoint.AbsoluteUri, new() { ["HTTPS_PROXY"] = proxy.Address });

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("the proxy refused the tunnel", run.Last["reason"]);
        Assert.Equal(3, proxy.Requests.Count);
        Assert.Empty(responder.Requests.All);
    }

    private static Task<ClientRun> RunAsync(FakeResponder responder, string endpoint, Dictionary<string, string> environment) =>
        ClientProcess.RunAsync(environment, "--cluster-dump", ClientRun.Dump, "--endpoint", endpoint, "--ca-file", responder.CaFile);
}
