using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Settings;
using SecurityResponder.Protocol;
using SecurityResponder.Proxies;

namespace SecurityResponder.Client.Checking;

/// <summary>Logs the outcome of a check.</summary>
/// <param name="target">What was asked.</param>
/// <param name="logger">The log.</param>
internal sealed partial class CheckLog(CheckTarget target, ILogger logger)
{
    /// <summary>Creates the log for a run with these options.</summary>
    public static CheckLog Of(ClientOptions options, EnvironmentProxy proxy, ILogger logger) => new(CheckTarget.Of(options, proxy), logger);

    /// <summary>Creates the log for a report that is sent beside a feed.</summary>
    public static CheckLog OfReport(ClientOptions options, EnvironmentProxy proxy, ILogger logger) =>
        new(CheckTarget.OfReport(options, proxy), logger);

    /// <summary>Logs that the answer or the feed was read.</summary>
    public void Received(Answered answered)
    {
        var feed = answered.Feed;
        var generated = feed.GeneratedAt is { } generatedAt ? Rfc3339.Of(generatedAt) : null;
        switch (target)
        {
            case { IsFeed: false }:
                Log.Response(logger, feed.Releases.Count, answered.IntervalInMinutes);
                break;
            case { IsReported: true }:
                Log.FeedReadBesideReport(logger, target.Name, generated, feed.Releases.Count, feed.Advisories.Count);
                break;
            default:
                Log.FeedRead(logger, target.Name, generated, feed.Releases.Count, feed.Advisories.Count);
                break;
        }
    }

    /// <summary>Logs that the run is complete.</summary>
    public void Done(Answered answered)
    {
        if (!target.IsFeed)
        {
            Log.Sent(logger, answered.Attempts);
        }
    }

    /// <summary>Logs why there is no answer and no feed.</summary>
    public void Failed(CheckOutcome outcome)
    {
        var (name, proxy) = (target.Name, target.Proxy);
        switch (outcome)
        {
            case Unreadable unreadable when target.IsFeed: Log.FeedRefused(logger, name, unreadable.Reason); break;
            case Rejected rejected when target.IsFeed: Log.FeedUnreachable(logger, name, rejected.Reason, 1, proxy); break;
            case Unreachable unreachable when target.IsFeed:
                Log.FeedUnreachable(logger, name, unreachable.Reason, unreachable.Attempts, proxy);
                break;
            case Unreadable unreadable: Log.Unreadable(logger, name, unreadable.Reason); break;
            case Rejected rejected:
                Log.Rejected(logger, name, rejected.Reason, rejected.IsNotFound ? target.Remedy : null);
                break;
            case Unreachable unreachable:
                Log.Unreachable(logger, name, unreachable.Reason, unreachable.Attempts, proxy, target.Remedy);
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
        public static partial void Rejected(ILogger logger, string responder, string reason, string? remedy);

        [LoggerMessage(207, LogLevel.Warning, "report not delivered; the next run tries again (expected in a disconnected cluster)")]
        public static partial void Unreachable(
            ILogger logger, string responder, string reason, int attempts, string? proxy, string? remedy);

        [LoggerMessage(208, LogLevel.Information, "feed read; nothing was sent")]
        public static partial void FeedRead(ILogger logger, string feed, string? generated, int versions, int advisories);

        [LoggerMessage(209, LogLevel.Warning, "feed rejected; the last assessment is kept")]
        public static partial void FeedRefused(ILogger logger, string feed, string reason);

        [LoggerMessage(210, LogLevel.Warning, "the feed cannot be fetched; the next run tries again")]
        public static partial void FeedUnreachable(ILogger logger, string feed, string reason, int attempts, string? proxy);

        [LoggerMessage(211, LogLevel.Information, "feed read beside the report")]
        public static partial void FeedReadBesideReport(ILogger logger, string feed, string? generated, int versions, int advisories);
    }
}
