using System.Net.Http.Headers;

namespace SecurityResponder.Server.Tests.Operating;

/// <summary>The program as its own process, with an operators' port: nothing else counts into its metrics.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    private const int MostLooks = 600;

    private readonly HttpClient _operators;

    private MeasuredProcess(ServerProcess server, Uri operators)
    {
        Server = server;
        _operators = new HttpClient { BaseAddress = operators };
        _operators.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Operators.Token);
    }

    public ServerProcess Server { get; }

    public static async Task<MeasuredProcess> StartAsync(TemporaryDirectory data, string? feed = null, params string[] arguments)
    {
        await File.WriteAllTextAsync(data.File("token"), Operators.Token, TestContext.Current.CancellationToken);
        var server = await ServerProcess.StartAsync(
            data.Path, feed, null, ["--operator-urls", "http://127.0.0.1:0", "--operator-token-file", data.File("token"), .. arguments]);
        var listening = await server.SaysAsync("[706]");
        return new MeasuredProcess(server, new Uri(listening[listening.IndexOf("http://", StringComparison.Ordinal)..]));
    }

    /// <summary>Sends a report, and takes whatever answer.</summary>
    /// <returns>Its status.</returns>
    public async Task<int> CheckAsync(string report)
    {
        using var response = await Server.Client.PostAsync("/v1/check", RunningResponder.Json(report), TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    public Task<Scrape> ScrapeAsync() => Scrape.OfAsync(_operators);

    /// <summary>The first scrape that is so; looked for every tenth of a second.</summary>
    public async Task<Scrape> ScrapeWhenAsync(Func<Scrape, bool> isSo)
    {
        var scrape = await ScrapeAsync();
        for (var looks = 0; !isSo(scrape); looks++)
        {
            Assert.True(looks < MostLooks, scrape.Text);
            await Task.Delay(100, TestContext.Current.CancellationToken);
            scrape = await ScrapeAsync();
        }

        return scrape;
    }

    public void Dispose()
    {
        _operators.Dispose();
        Server.Dispose();
    }
}
