using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storing;

namespace SecurityResponder.Server.Tests;

/// <summary>The whole responder in this process: real Kestrel on loopback, real SQLite file.</summary>
internal sealed class RunningResponder : IAsyncDisposable
{
    public const string SmallReport =
        """{"appVersion":"v1.34.1+rke2r1","extraTagInfo":{"clusteruuid":"53741f60-f208-48fc-ae81-8a969510a598"},"extraFieldInfo":{}}""";

    private readonly WebApplication responder;

    private RunningResponder(WebApplication responder, string data)
    {
        this.responder = responder;
        Database = DataDirectory.DatabaseIn(data);
        Client = new HttpClient { BaseAddress = new Uri(responder.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public string Database { get; }

    public ReportStore Store => responder.Services.GetRequiredService<ReportStore>();

    /// <summary>What is kept, by column.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Kept =>
        [.. ReportDatabase.Read(Database).Select(row => KeptReport.Columns.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];

    public static async Task<RunningResponder> StartAsync(string data, string? feed = null)
    {
        var responder = Responder.Build(new ServerOptions { Urls = "http://127.0.0.1:0", Feed = feed ?? Repository.SampleFeed, Data = data });
        await responder.StartAsync(TestContext.Current.CancellationToken);
        return new RunningResponder(responder, data);
    }

    public static ByteArrayContent Json(string body, string type = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    public Task<HttpResponseMessage> CheckAsync(string body, string path = "/v1/check", string type = "application/json") =>
        Client.PostAsync(path, Json(body, type), TestContext.Current.CancellationToken);

    public async Task<string> AnswerAsync(string version)
    {
        using var response = await CheckAsync($$"""{"appVersion":"{{version}}"}""");
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await responder.StopAsync(CancellationToken.None);
        await responder.DisposeAsync();
    }
}
