using SecurityResponder.Client.Tests.Notifying;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary><c>HTTPS_PROXY</c> and <c>NO_PROXY</c> in a run.</summary>
public sealed class ProxyTests
{
    // Only a proxy can resolve this name.
    private const string Endpoint = "https://responder.example/v1/check";

    private static readonly string[] Names = ["responder.example"];

    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("https_proxy")]
    public async Task The_proxy_sees_the_host_name_and_not_the_report(string variable)
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good], Names);
        using var proxy = new ConnectProxy(responder.Port);

        var run = await RunAsync(responder, new() { [variable] = proxy.Address });

        Assert.Equal("data sent", run.Last.Message);
        Assert.Single(responder.Requests.All);
        Assert.StartsWith("CONNECT responder.example:443 HTTP/1.1\r\n", Assert.Single(proxy.Requests));
        Assert.DoesNotContain("kubernetesVersion", proxy.Requests[0]);
    }

    [Fact]
    public async Task A_host_in_NO_PROXY_is_called_directly()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good], Names);
        using var proxy = new ConnectProxy(responder.Port);

        var run = await RunAsync(responder, new() { ["HTTPS_PROXY"] = proxy.Address, ["NO_PROXY"] = "10.0.0.0/8,.example" });

        Assert.Equal("the host name cannot be resolved", run.Last["reason"]);
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task A_proxy_that_rejects_the_tunnel_is_named_and_its_password_is_not_logged()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good], Names);
        using var proxy = new ConnectProxy(target: null);
        var address = proxy.Address.Replace("://", "://user:secret-7@", StringComparison.Ordinal);

        var run = await RunAsync(responder, new() { ["HTTPS_PROXY"] = address }, "--verbose");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("the proxy refused the tunnel", run.Last["reason"]);
        Assert.Equal(new Uri(proxy.Address).Authority, run.Last["proxy"]);
        Assert.DoesNotContain("secret-7", run.Error);
        Assert.Equal(3, proxy.Requests.Count);
        Assert.Empty(responder.Requests.All);
    }

    [Fact]
    public async Task An_invalid_proxy_is_named_without_its_password()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good], Names);

        var run = await RunAsync(responder, new() { ["https_proxy"] = "ftp://user:secret-7@proxy.example" });

        Assert.Equal((2, "https_proxy is not the address of a proxy, expected http://HOST:PORT"), (run.ExitCode, run.Last["reason"]));
        Assert.DoesNotContain("secret-7", run.Error);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Tinyproxy_passes_reports_on_with_and_without_TLS(bool usesTls, bool hasPassword)
    {
        // For Go and for this program, this address is not loopback. For tinyproxy's system it is.
        await using var responder = usesTls
            ? await FakeResponder.StartAsync([Answers.Good], ["0.0.0.0"])
            : await FakeResponder.StartPlainAsync([Answers.Good]);
        await using var proxy = await Tinyproxy.StartAsync(hasPassword);
        var endpoint = responder.Endpoint.AbsoluteUri.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal);

        var run = await ClientRun.InAsync(
            new() { ["HTTPS_PROXY"] = proxy.Address, ["HTTP_PROXY"] = proxy.Address }, new AutoAdvancingTime(),
            "--cluster-dump", ClientRun.Dump, "--endpoint", endpoint, "--ca-file", responder.CaFile, "--timeout", "50");

        Assert.Equal("data sent", run.Last.Message);
        Assert.Single(responder.Requests.All);
        Assert.Contains($"{(usesTls ? "CONNECT 0.0.0.0" : "POST http://0.0.0.0")}:{responder.Port}", proxy.Log);
        Assert.DoesNotContain(responder.Requests.All[0].Headers.Keys, name => name == "Proxy-Authorization");
    }

    [Fact]
    public async Task Tinyproxy_without_the_right_password_refuses()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good], Names);
        await using var proxy = await Tinyproxy.StartAsync(hasPassword: true);

        var address = proxy.Address.Replace("secret-7", "other", StringComparison.Ordinal);

        var run = await RunAsync(responder, new() { ["HTTPS_PROXY"] = address });

        Assert.Equal((1, "the proxy refused the tunnel"), (run.ExitCode, run.Last["reason"]));
    }

    [Fact]
    public async Task A_feed_is_fetched_through_the_proxy()
    {
        await using var mirror = await FakeResponder.StartAsync([Answer.Json(200, SignedFeeds.Good)], Names);
        using var proxy = new ConnectProxy(mirror.Port);

        var run = await FeedAsync(mirror, new() { ["HTTPS_PROXY"] = proxy.Address });

        Assert.Contains("feed read; nothing was sent", run.Log.Select(line => line.Message));
        Assert.Equal("GET /feed.json", Assert.Single(mirror.Requests.All).ToString());
        Assert.StartsWith("CONNECT responder.example:443 HTTP/1.1\r\n", Assert.Single(proxy.Requests));
    }

    [Fact]
    public async Task A_feed_in_NO_PROXY_is_fetched_directly()
    {
        await using var mirror = await FakeResponder.StartAsync([Answer.Json(200, SignedFeeds.Good)], Names);
        using var proxy = new ConnectProxy(mirror.Port);

        var run = await FeedAsync(mirror, new() { ["HTTPS_PROXY"] = proxy.Address, ["NO_PROXY"] = "responder.example:443" });

        Assert.Equal("the host name cannot be resolved", run.Last["reason"]);
        Assert.Empty(proxy.Requests);
    }

    [Theory]
    [InlineData("", 1, null)]
    [InlineData(".svc,.example", 0, "the host name cannot be resolved")]
    public async Task Alerts_obey_the_proxy_and_NO_PROXY(string noProxy, int tunnels, string? reason)
    {
        await using var alertmanager = await FakeResponder.StartAsync([Answer.Json(200, "")], Names);
        using var proxy = new ConnectProxy(alertmanager.Port);
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);
        cluster.Environment["HTTPS_PROXY"] = proxy.Address;
        cluster.Environment["NO_PROXY"] = noProxy;
        cluster.Environment["SECURITY_RESPONDER_CA_BUNDLE"] = alertmanager.CaFile;

        var run = await cluster.CheckAsync("", "--alertmanager", "https://responder.example/");

        Assert.Equal(reason, run.Log.FirstOrDefault(line => line["event"] == "411")?["reason"]);
        Assert.Equal(tunnels, proxy.Requests.Count);
        Assert.Equal(tunnels, alertmanager.Requests.All.Count);
    }

    private static Task<ClientRun> FeedAsync(FakeResponder mirror, Dictionary<string, string> environment) => ClientRun.InAsync(
        environment, new AutoAdvancingTime(90),
        "--cluster-dump", ClientRun.Dump, "--feed", "https://responder.example/feed.json", "--ca-file", mirror.CaFile);

    private static Task<ClientRun> RunAsync(FakeResponder responder, Dictionary<string, string> environment, params string[] more) =>
        ClientRun.InAsync(
            environment, new AutoAdvancingTime(),
            ["--cluster-dump", ClientRun.Dump, "--endpoint", Endpoint, "--ca-file", responder.CaFile, "--timeout", "50", .. more]);
}
