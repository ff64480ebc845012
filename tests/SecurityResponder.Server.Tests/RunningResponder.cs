using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SecurityResponder.Server.Operators;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Tests;

/// <summary>The whole responder in this process: real Kestrel on loopback, real SQLite file.</summary>
internal sealed class RunningResponder : IAsyncDisposable
{
    public const string SmallReport =
        """{"appVersion":"v1.34.1+rke2r1","extraTagInfo":{"clusteruuid":"53741f60-f208-48fc-ae81-8a969510a598"},"extraFieldInfo":{}}""";

    private readonly WebApplication _responder;
    private readonly MeterListener _listener = new();

    private RunningResponder(WebApplication responder, string data)
    {
        _responder = responder;
        Database = DataDirectory.DatabaseIn(data);
        var meters = _responder.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, asking) =>
        {
            if (instrument.Meter.Name == ResponderMeter.Name && instrument.Meter.Scope == meters)
            {
                asking.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            Counted.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            foreach (var (_, tag) in tags)
            {
                Counted.AddOrUpdate($"{instrument.Name} {tag}", value, (_, sum) => sum + value);
            }
        });
        _listener.Start();
        Client = new HttpClient { BaseAddress = new Uri(_responder.Urls.Single()) };
    }

    public HttpClient Client { get; }

    /// <summary>Where operators are served.</summary>
    public Uri OperatorAddress => new(_responder.Services.GetRequiredService<OperatorPort>().Addresses.First());

    /// <summary>Every path that is served to the public, as it is mapped.</summary>
    public IEnumerable<(string Path, string Method)> Routes => ((IEndpointRouteBuilder)_responder).DataSources
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            .Select(method => (endpoint.RoutePattern.RawText!, method)));

    public string Database { get; }

    /// <summary>What was counted since the start, by the instrument's name, and by its name and the value of a label.</summary>
    public ConcurrentDictionary<string, long> Counted { get; } = new();

    public KestrelServerLimits Limits => _responder.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

    public ReportStore Store => _responder.Services.GetRequiredService<ReportStore>();

    /// <summary>What is kept, by column.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Kept =>
        [.. ReportDatabase.Read(Database)
            .Select(row => StoredReport.Columns.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];

    public IServiceProvider Services => _responder.Services;

    public static async Task<RunningResponder> StartAsync(
        string data, string? feed = null, string? postgres = null, Func<ServerOptions, ServerOptions>? with = null)
    {
        var options = new ServerOptions
        {
            Addresses = ["http://127.0.0.1:0"],
            Feed = feed ?? Repository.SampleFeed,
            Data = data,
            Postgres = postgres,
        };
        var _responder = Program.Build(with?.Invoke(options) ?? options);
        await _responder.StartAsync(TestContext.Current.CancellationToken);
        return new RunningResponder(_responder, data);
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
        _listener.Dispose();
        await _responder.StopAsync(CancellationToken.None);
        await _responder.DisposeAsync();
    }
}
