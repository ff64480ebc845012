using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Settings;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Checking;

/// <summary>Logs the outcome of a check.</summary>
/// <param name="responder">Host and port of the responder, or file or address of the feed.</param>
/// <param name="isFeed">Whether a feed is read and nothing is sent.</param>
/// <param name="proxy">Host and port of the proxy; null for a direct connection.</param>
/// <param name="logger">The log.</param>
internal sealed partial class CheckLog(string responder, bool isFeed, string? proxy, ILogger logger)
{
    /// <summary>Creates the log for a run with these options.</summary>
    public static CheckLog Of(ClientOptions options, Proxy configured, ILogger logger)
    {
        var address = options.Feed is { } feed ? feed.Address : options.Endpoint;
        var name = options.Feed?.Name ?? options.Endpoint.Authority;
        return new(name, options.Feed is not null, address is null ? null : configured.For(address), logger);
    }

    /// <summary>Logs that the answer or the feed was read.</summary>
    public void Received(Answered answered)
    {
        var feed = answered.Feed;
        if (isFeed)
        {
            var generated = feed.GeneratedAt is { } generatedAt ? Rfc3339.Of(generatedAt) : null;
            Log.FeedRead(logger, responder, generated, feed.Releases.Count, feed.Advisories.Count);
        }
        else
        {
            Log.Response(logger, feed.Releases.Count, answered.IntervalInMinutes);
        }
    }

    /// <summary>Logs that the run is complete.</summary>
    public void Done(Answered answered)
    {
        if (!isFeed)
        {
            Log.Sent(logger, answered.Attempts);
        }
    }

    /// <summary>Logs why there is no answer and no feed.</summary>
    public void Failed(CheckOutcome outcome)
    {
        switch (outcome)
        {
            case Unreadable unreadable when isFeed: Log.FeedRefused(logger, responder, unreadable.Reason); break;
            case Rejected rejected when isFeed: Log.FeedUnreachable(logger, responder, rejected.Reason, 1, proxy); break;
            case Unreachable unreachable when isFeed:
                Log.FeedUnreachable(logger, responder, unreachable.Reason, unreachable.Attempts, proxy);
                break;
            case Unreadable unreadable: Log.Unreadable(logger, responder, unreadable.Reason); break;
            case Rejected rejected: Log.Rejected(logger, responder, rejected.Reason); break;
            case Unreachable unreachable:
                Log.Unreachable(logger, responder, unreachable.Reason, unreachable.Attempts, proxy);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(203, LogLevel.Information, "response received")]
        public static partial void Response(ILogger logger, int versions, int? intervalMinutes);

        [LoggerMessage(204, LogLevel.Information, "data sent")]
        public static partial void Sent(ILogger logger, int attempt);

        [LoggerMessage(205, LogLevel.Warning, "the answer cannot be parsed; there is no assessment in this run")]
        public static partial void Unreadable(ILogger logger, string responder, string reason);

        [LoggerMessage(206, LogLevel.Warning, "the responder rejected the report")]
        public static partial void Rejected(ILogger logger, string responder, string reason);

        [LoggerMessage(207, LogLevel.Warning, "report not delivered; the next run tries again (expected in a disconnected cluster)")]
        public static partial void Unreachable(ILogger logger, string responder, string reason, int attempts, string? proxy);

        [LoggerMessage(208, LogLevel.Information, "feed read; nothing was sent")]
        public static partial void FeedRead(ILogger logger, string feed, string? generated, int versions, int advisories);

        [LoggerMessage(209, LogLevel.Warning, "feed rejected; the last assessment is kept")]
        public static partial void FeedRefused(ILogger logger, string feed, string reason);

        [LoggerMessage(210, LogLevel.Warning, "the feed cannot be fetched; the next run tries again")]
        public static partial void FeedUnreachable(ILogger logger, string feed, string reason, int attempts, string? proxy);
    }
}
