using System.Diagnostics.Metrics;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Answers;

/// <summary>Keeps the answers up to date: a valid new feed replaces the current one, an invalid one is logged once and ignored.</summary>
internal sealed partial class FeedWatcher(
    IFeedSource source, CurrentAnswers answers, TimeProvider time, IMeterFactory meters, ILogger<FeedWatcher> logger) : BackgroundService
{
    private readonly Counter<long> _refusals = meters.Create(ResponderMeter.Name).CreateCounter<long>(
        "responder.feed.refused", "{look}", "Checks that found the feed missing, unreachable or invalid.");

    private string? _lastReason;

    /// <summary>Logs the feed that was read at the start, then begins to check.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (answers.Now is { } held)
        {
            LogFeed(held.Feed);
        }

        return base.StartAsync(cancellationToken);
    }

    /// <summary>Checks the feed once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        switch (await ReadAsync(cancellationToken))
        {
            case FeedReadResult.Readable { Document: var document }:
                _lastReason = null;
                LogFeed(document);
                break;

            case FeedReadResult.Refused { Reason: var reason }:
                _refusals.Add(1);
                LogReason(reason);
                break;
        }
    }

    // A feed is taken when its answers are made. Any exception, as for a feed that needs too much memory, leaves the previous feed in use;
    // an unhandled one would end the program.
    private async Task<FeedReadResult> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var read = await source.ReadAsync(cancellationToken);
            return read is FeedReadResult.Readable { Document: var document } && answers.Hold(document) is { } fault
                ? new FeedReadResult.Refused(fault)
                : read;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new FeedReadResult.Refused(exception.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(source.Interval, time);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void LogFeed(FeedDocument feed)
    {
        Log.Loaded(
            logger, source.Name, feed.Feed.Releases.Count, feed.Feed.Advisories.Count,
            feed.Feed.GeneratedAt is { } generatedAt ? Rfc3339.Of(generatedAt) : "at an unknown time");
        if (feed.Feed.Unreadable > 0)
        {
            Log.Unreadable(logger, feed.Feed.Unreadable, source.Name);
        }
    }

    private void LogReason(string reason)
    {
        if (reason == _lastReason)
        {
            return;
        }

        _lastReason = reason;
        if (answers.Now is null)
        {
            Log.Absent(logger, source.Name, reason);
        }
        else
        {
            Log.Rejected(logger, source.Name, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(702, LogLevel.Warning, "{Count} entries of {Feed} have no valid name or id and are ignored.")]
        public static partial void Unreadable(ILogger logger, int count, string feed);

        [LoggerMessage(703, LogLevel.Information,
            "Loaded the feed {Feed}: {Releases} releases, {Advisories} advisories, generated {Generated}.")]
        public static partial void Loaded(ILogger logger, string feed, int releases, int advisories, string generated);

        [LoggerMessage(704, LogLevel.Error, "Rejected the feed {Feed}: {Reason} The previous feed stays in use.")]
        public static partial void Rejected(ILogger logger, string feed, string reason);

        [LoggerMessage(705, LogLevel.Error, "No feed yet from {Feed}: {Reason} Reports are answered with 503 and Retry-After.")]
        public static partial void Absent(ILogger logger, string feed, string reason);
    }
}
