using SecurityResponder.Server.Http;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Operators;

/// <summary>A second listener, for operators: its own pipeline, where everything needs credentials.</summary>
/// <remarks>Public listener and this one share no endpoint, so nothing that a request says (Host, X-Forwarded-*, an odd path) can lead from
/// one to the other. Nor do they share connections: while the public one is overrun, operators still see what happens.</remarks>
internal sealed class OperatorPort(ServerOptions options, OperatorToken token, IServiceProvider responder) : IHostedService, IAsyncDisposable
{
    private const int Connections = 256;

    private WebApplication? _port;

    /// <summary>Where it listens, once it does.</summary>
    public IEnumerable<string> Addresses => _port?.Urls ?? [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. options.OperatorAddresses]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            KestrelLimits.Apply(kestrel.Limits, Connections);
        });
        builder.Services.AddSingleton(responder.GetRequiredService<ILoggerFactory>());
        _port = builder.Build();
        _port.UseSecurityHeaders(responder.GetRequiredService<TrustedProxies>());
        _port.UseRequestBodyLimit();
        OperatorCredentials.Use(_port, token);
        // Behind the credentials: else the port would tell a stranger which paths and methods there are.
        _port.UseRouting();
        Map(_port, responder);
        return _port.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _port?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _port?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Everything that operators have. The port has no services of its own: what an endpoint needs is taken from the responder's.
    private static void Map(WebApplication port, IServiceProvider responder)
    {
        OpenTelemetrySetup.Map(port, responder);
        responder.GetRequiredService<PageEndpoints>().MapOperators(port);
        responder.GetRequiredService<FleetEndpoint>().Map(port);
    }
}
