using Microsoft.Extensions.DependencyInjection;
using SecurityResponder.Server.Overload;

namespace SecurityResponder.Server.Tests.Overload;

public sealed class ProbeListenerTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("/livez", 200)]
    [InlineData("/readyz", 200)]
    [InlineData("/v1/healthcheck", 404)]
    [InlineData("/v1/check", 404)]
    [InlineData("/v1/feed", 404)]
    [InlineData("/metrics", 404)]
    [InlineData("/", 404)]
    public async Task It_serves_the_two_probes_and_nothing_else(string path, int status)
    {
        await using var responder = await StartAsync();

        Assert.Equal(status, await StatusAsync(responder, path));
    }

    [Fact]
    public async Task Without_a_feed_the_responder_is_alive_and_not_ready()
    {
        await using var responder = await StartAsync("http://127.0.0.1:1/v1/feed");

        Assert.Equal((200, 503), (await StatusAsync(responder, "/livez"), await StatusAsync(responder, "/readyz")));
    }

    [Fact]
    public async Task There_is_none_unless_an_address_is_set()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);

        Assert.Null(responder.Services.GetService<ProbeListener>());
    }

    private Task<RunningResponder> StartAsync(string? feed = null) =>
        RunningResponder.StartAsync(_data.Path, feed, with: options => options with { ProbeAddresses = ["http://127.0.0.1:0"] });

    private static async Task<int> StatusAsync(RunningResponder responder, string path)
    {
        var address = responder.Services.GetRequiredService<ProbeListener>().Addresses.Single();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}
