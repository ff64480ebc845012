using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Overload;

/// <summary>A listener of its own for a kubelet's probes: <c>/livez</c>, <c>/readyz</c> and nothing else. It shares no connection with the
/// public one, so probes are answered however many clients connect there.</summary>
internal sealed partial class ProbeListener(IReadOnlyList<string> urls, IServiceProvider responder) : IHostedService, IAsyncDisposable
{
    private const int MaxConnections = 64;

    private WebApplication? _listener;

    /// <summary>Its addresses; empty until it listens.</summary>
    public IEnumerable<string> Addresses => _listener?.Urls ?? [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            KestrelLimits.Apply(kestrel.Limits, MaxConnections);
        });
        builder.Services.AddSingleton(responder.GetRequiredService<ILoggerFactory>());
        _listener = builder.Build();
        HealthEndpoint.MapProbes(_listener, responder);
        await _listener.StartAsync(cancellationToken);
        Log.Listening(responder.GetRequiredService<ILogger<ProbeListener>>(), string.Join(' ', Addresses));
    }

    public Task StopAsync(CancellationToken cancellationToken) => _listener?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _listener?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(709, LogLevel.Information, "Listening for probes on {Addresses}")]
        public static partial void Listening(ILogger logger, string addresses);
    }
}
