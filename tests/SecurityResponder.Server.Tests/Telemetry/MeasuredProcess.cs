using System.Net.Http.Headers;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Server.Tests.Telemetry;

/// <summary>The program as its own process, with an operators' port: nothing else counts into its metrics.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    private const int MaxLooks = 600;

    private readonly HttpClient _operators;

    private MeasuredProcess(ServerProcess server, Uri operators)
    {
        Server = server;
        _operators = new HttpClient { BaseAddress = operators };
        _operators.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OperatorAccess.Token);
    }

    public ServerProcess Server { get; }

    public static Task<MeasuredProcess> StartAsync(TemporaryDirectory data, string? feed = null, params string[] arguments) =>
        StartAsync(data, feed, new Dictionary<string, string>(), arguments);

    public static async Task<MeasuredProcess> StartAsync(
        TemporaryDirectory data, string? feed, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await File.WriteAllTextAsync(data.File("token"), OperatorAccess.Token, TestContext.Current.CancellationToken);
        var server = await ServerProcess.StartAsync(
            data.Path, feed, environment,
            ["--operator-urls", "http://127.0.0.1:0", "--operator-token-file", data.File("token"), .. arguments]);
        var listening = await server.SaysAsync("[706]");
        return new MeasuredProcess(server, new Uri(listening[listening.IndexOf("http://", StringComparison.Ordinal)..]));
    }

    /// <summary>Sends a report, and takes whatever answer.</summary>
    /// <param name="report">Its body.</param>
    /// <param name="forwardedFor">For whom, as a proxy says it; null for nobody.</param>
    /// <returns>The answer's status.</returns>
    public async Task<int> CheckAsync(string report, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/check") { Content = RunningResponder.Json(report) };
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        using var response = await Server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    public Task<Scrape> ScrapeAsync() => Scrape.OfAsync(_operators);

    /// <summary>The first scrape that is so; looked for every tenth of a second.</summary>
    public async Task<Scrape> ScrapeWhenAsync(Func<Scrape, bool> isSo)
    {
        var scrape = await ScrapeAsync();
        for (var looks = 0; !isSo(scrape); looks++)
        {
            Assert.True(looks < MaxLooks, scrape.Text);
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
