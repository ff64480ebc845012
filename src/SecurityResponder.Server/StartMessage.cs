using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SecurityResponder.Server.Answering;

namespace SecurityResponder.Server;

/// <summary>Says once where the responder listens and what it knows.</summary>
internal sealed partial class StartMessage(
    IHostApplicationLifetime lifetime, IServer server, FeedFile feed, ILogger<StartMessage> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Log.Listening(
            logger,
            string.Join(' ', server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []),
            feed.Feed.Releases.Count,
            feed.Feed.Advisories.Count));
        if (feed.Feed.Unreadable > 0) Log.Unreadable(logger, feed.Feed.Unreadable, feed.Path);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(701, LogLevel.Information, "Listening on {Addresses} with {Releases} releases and {Advisories} advisories.")]
        public static partial void Listening(ILogger logger, string addresses, int releases, int advisories);

        [LoggerMessage(702, LogLevel.Warning, "{Count} entries of {Feed} have no readable name or id. They are left out.")]
        public static partial void Unreadable(ILogger logger, int count, string feed);
    }
}
