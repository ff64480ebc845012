using System.Diagnostics;
using System.Text;
using SecurityResponder.Fakes;

namespace SecurityResponder.Server.Tests.Answers;

/// <summary><c>HTTPS_PROXY</c> and <c>NO_PROXY</c> for a feed URL, in the program itself.</summary>
public sealed class FeedProxyTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    // Only the proxy can resolve this name.
    [Theory]
    [InlineData("")]
    [InlineData(".cluster.local,10.42.0.0/16,feeds.example:8443")]
    public async Task A_feed_is_fetched_through_the_proxy(string noProxy)
    {
        await using var feeds = await FakeResponder.StartAsync([Answer.Json(200, Feeds.One), Answer.Json(404, "")], ["feeds.example"]);
        using var proxy = new ConnectProxy(feeds.Port);

        var log = await RunAsync("https://feeds.example/feed.json", feeds, proxy.Address, noProxy);

        Assert.Contains("the feed https://feeds.example/feed.json: 1 releases", log, StringComparison.Ordinal);
        Assert.Equal(["GET /feed.json", "GET /feed.json.sig"], feeds.Requests.All.Select(request => request.ToString()));
        Assert.StartsWith("CONNECT feeds.example:443 HTTP/1.1\r\n", Assert.Single(proxy.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".example")]
    [InlineData("feeds.example:443")]
    public async Task A_feed_whose_name_is_in_NO_PROXY_is_resolved_here(string noProxy)
    {
        await using var feeds = await FakeResponder.StartAsync([Answer.Json(200, Feeds.One)], ["feeds.example"]);
        using var proxy = new ConnectProxy(feeds.Port);

        var log = await RunAsync("https://feeds.example/feed.json", feeds, proxy.Address, noProxy);

        Assert.Contains("(feeds.example:443)", log, StringComparison.Ordinal);
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task A_proxy_with_a_password_that_refuses_is_logged_without_the_password()
    {
        await using var feeds = await FakeResponder.StartAsync([Answer.Json(200, Feeds.One)], ["feeds.example"]);
        using var proxy = new ConnectProxy(target: null);

        var address = proxy.Address.Replace("://", "://user:secret-7@", StringComparison.Ordinal);

        var log = await RunAsync("https://feeds.example/feed.json", feeds, address, noProxy: "");

        Assert.Single(proxy.Requests);
        Assert.DoesNotContain("secret-7", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_proxy_is_one_line_without_its_password()
    {
        var command = ResponderProgram.Command(["--feed", Repository.SampleFeed, "--data", _data.Path], prefersNative: false);
        command.Environment["https_proxy"] = "ftp://user:secret-7@proxy.example";
        using var server = Process.Start(command)!;
        var error = await server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("security-responder-server: https_proxy is not the address of a proxy, expected http://HOST:PORT\n", error);
        Assert.Equal(2, server.ExitCode);
    }

    // Its log until it has a feed or says why not.
    private async Task<string> RunAsync(string feed, FakeResponder feeds, string proxy, string noProxy)
    {
        string[] arguments = ["--urls", "http://127.0.0.1:0", "--feed", feed, "--data", _data.Path];
        var command = ResponderProgram.Command(arguments, prefersNative: false);
        command.Environment["HTTPS_PROXY"] = proxy;
        command.Environment["NO_PROXY"] = noProxy;
        command.Environment["SSL_CERT_FILE"] = feeds.CaFile;
        using var server = Process.Start(command)!;
        var log = new StringBuilder();
        while (!Heard("Loaded the feed") && !Heard("No feed yet")
            && await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            log.AppendLine(line);
        }

        server.Kill();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        return log.ToString();

        bool Heard(string text) => log.ToString().Contains(text, StringComparison.Ordinal);
    }
}
