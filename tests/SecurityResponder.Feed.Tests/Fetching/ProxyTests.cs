using System.Diagnostics;
using SecurityResponder.Fakes;

namespace SecurityResponder.Feed.Tests.Fetching;

/// <summary>Downloads go through the proxy of the environment, except to the hosts and networks in <c>NO_PROXY</c>.</summary>
public sealed class ProxyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // No name below .example exists (RFC 2606): only the proxy could resolve it.
    [Theory]
    [InlineData("")]
    [InlineData("10.42.0.0/16,.svc,sources.example:8443")]
    public async Task An_address_is_fetched_through_the_proxy(string exceptions)
    {
        using var proxy = new ConnectProxy(target: null);

        var (exitCode, _) = await BuildAsync("https://sources.example/a.json", proxy.Address, exceptions);

        Assert.Equal(1, exitCode);
        Assert.NotEmpty(proxy.Requests);
        Assert.All(
            proxy.Requests, request => Assert.StartsWith("CONNECT sources.example:443 ", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("10.42.0.0/16,.example")]
    [InlineData("sources.example:443")]
    [InlineData("*")]
    public async Task An_address_in_NO_PROXY_is_fetched_without_it(string exceptions)
    {
        using var proxy = new ConnectProxy(target: null);

        var (exitCode, error) = await BuildAsync("https://sources.example/a.json", proxy.Address, exceptions);

        Assert.Equal(1, exitCode);
        Assert.Contains("sources.example", error, StringComparison.Ordinal);
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task A_variable_that_is_no_address_is_named_without_its_value()
    {
        var (exitCode, error) = await BuildAsync("https://127.0.0.1:2/a.json", "user:secret@:", "");

        Assert.Equal(1, exitCode);
        Assert.Contains("HTTPS_PROXY is not the address of a proxy", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Error)> BuildAsync(string address, string proxy, string exceptions)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "security-responder-feed"),
            ["build", "--osv", address, "--cache", _folder.At("cache"), "--out", _folder.At("feed.json")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HTTPS_PROXY"] = proxy, ["HTTP_PROXY"] = proxy, ["NO_PROXY"] = exceptions, ["no_proxy"] = null },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
