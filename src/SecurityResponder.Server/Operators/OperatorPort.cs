using SecurityResponder.Server.Http;
using SecurityResponder.Server.Operators.Fleet;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Operators;

/// <summary>The operators' port: a second listener with its own pipeline, where every path needs credentials.</summary>
/// <remarks>The two listeners share no endpoint, so no header or path of a public request can reach an operators' endpoint. They share no
/// connections either: operators still have access while the public listener is overloaded.</remarks>
internal sealed class OperatorPort(ServerOptions options, OperatorToken token, IServiceProvider responder)
    : IHostedService, IAsyncDisposable
{
    private const int MaxConnections = 256;

    private readonly OperatorConnections _connections = new(MaxConnections);
    private readonly TokenGuesses _guesses = new(responder.GetRequiredService<TimeProvider>());
    private WebApplication? _port;

    /// <summary>The addresses it listens on; empty before it is started.</summary>
    public IEnumerable<string> Addresses => _port?.Urls ?? [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. options.OperatorAddresses]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            KestrelLimits.Apply(kestrel.Limits, connections: null);
            kestrel.ConfigureEndpointDefaults(listener => listener.Use(_connections.Limit));
        });
        builder.Services.AddSingleton(responder.GetRequiredService<ILoggerFactory>());
        _port = builder.Build();
        _port.UseSecurityHeaders(responder.GetRequiredService<TrustedProxies>());
        ErrorPages.Use(_port, Navigation.Operators);
        _port.UseRequestBodyLimit();
        OperatorCredentials.Use(_port, token, _connections, _guesses);
        // After the credentials: routing would reveal which paths and methods exist.
        _port.UseRouting();
        Map(_port, responder);
        return _port.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _port?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_port is not null)
        {
            await _port.DisposeAsync();
        }

        _guesses.Dispose();
    }

    // The port has no services of its own: its endpoints use those of the public server.
    private static void Map(WebApplication port, IServiceProvider responder)
    {
        OpenTelemetrySetup.Map(port, responder);
        responder.GetRequiredService<PageEndpoints>().MapOperators(port);
        port.MapFleet(responder);
    }
}
