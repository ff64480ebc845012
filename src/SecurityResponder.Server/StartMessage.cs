using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SecurityResponder.Server.Operators;

namespace SecurityResponder.Server;

/// <summary>Logs the addresses that the server listens on.</summary>
internal sealed partial class StartMessage(
    IHostApplicationLifetime lifetime, IServer server, IServiceProvider services, ILogger<StartMessage> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(LogAddresses);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void LogAddresses()
    {
        Log.Listening(logger, string.Join(' ', server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []));
        if (services.GetService<OperatorPort>() is { } port)
        {
            Log.ListeningForOperators(logger, string.Join(' ', port.Addresses));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(701, LogLevel.Information, "Listening on {Addresses}")]
        public static partial void Listening(ILogger logger, string addresses);

        [LoggerMessage(706, LogLevel.Information, "Listening for operators on {Addresses}")]
        public static partial void ListeningForOperators(ILogger logger, string addresses);
    }
}
