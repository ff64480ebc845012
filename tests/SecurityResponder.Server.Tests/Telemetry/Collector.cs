using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecurityResponder.Server.Tests.Telemetry;

/// <summary>An OpenTelemetry collector that takes what comes by HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly Channel<string> _bodies = Channel.CreateUnbounded<string>();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _host = builder.Build();
        RequestDelegate take = async context =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _bodies.Writer.TryWrite(context.Request.Path + " " + Encoding.Latin1.GetString(body.ToArray()));
        };
        _host.Run(take);
    }

    public string Address => _host.Urls.Single();

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._host.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>Everything that came so far: path and body, strings readable as they are in protobuf.</summary>
    public string Taken()
    {
        var all = new StringBuilder();
        while (_bodies.Reader.TryRead(out var body))
        {
            all.AppendLine(body);
        }

        return all.ToString();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
