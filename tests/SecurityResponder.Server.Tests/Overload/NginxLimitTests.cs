using System.Net;
using SecurityResponder.Server.Tests.Checks;

namespace SecurityResponder.Server.Tests.Overload;

public sealed class NginxLimitTests : IDisposable
{
    private const string Headers =
        "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 700\r\n\r\n";

    private readonly TemporaryDirectory _data = new(), _nginx = new();

    public void Dispose()
    {
        _data.Dispose();
        _nginx.Dispose();
    }

    [Fact]
    public async Task A_request_that_cannot_wait_in_nginx_is_asked_to_come_back()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        var address = responder.Client.BaseAddress!;
        using var nginx = await Nginx.StartAsync(_nginx, new IPEndPoint(IPAddress.Loopback, address.Port), maxWaiting: 1);
        var front = new Uri($"http://{nginx.Address}");
        using var client = new HttpClient { BaseAddress = new Uri($"http://{nginx.Address}") };
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        using var waiting = new RawConnection(client.BaseAddress);
        await waiting.SendAsync(Headers);
        while (await StatusAsync(client) == HttpStatusCode.OK)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        var seconds = new HashSet<double>();
        for (var attempt = 0; attempt < 40; attempt++)
        {
            using var rejected = await client.GetAsync("/livez", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, rejected.StatusCode);
            seconds.Add(rejected.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        }

        Assert.Subset(new HashSet<double> { 5, 10, 15, 20, 25 }, seconds);
        Assert.InRange(seconds.Count, 2, 5);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/livez", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
