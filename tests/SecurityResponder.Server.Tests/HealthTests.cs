using System.Net;

namespace SecurityResponder.Server.Tests;

public sealed class HealthTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_responder_with_a_feed_is_alive_and_ready_even_when_it_cannot_write()
    {
        await File.WriteAllTextAsync(_data.File("reports.db"), "no database", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_data.File("secret.key"), new byte[32], TestContext.Current.CancellationToken);
        await using var responder = await RunningResponder.StartAsync(_data.Path);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(responder, "/livez"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(responder, "/readyz"));
    }

    [Fact]
    public async Task A_responder_without_a_feed_is_alive_and_not_ready()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path, "http://127.0.0.1:1/v1/feed");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(responder, "/livez"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(responder, "/readyz"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(responder, "/v1/feed"));
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningResponder responder, string path)
    {
        using var response = await responder.Client.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
