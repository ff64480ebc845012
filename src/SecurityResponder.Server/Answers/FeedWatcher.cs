using System.Diagnostics.Metrics;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Answers;

/// <summary>Keeps the answers up to date: a good new feed takes the old one's place, a bad one is told once and leaves it there.</summary>
internal sealed partial class FeedWatcher(
    IFeedSource source, CurrentAnswers answers, TimeProvider time, IMeterFactory meters, ILogger<FeedWatcher> logger) : BackgroundService
{
    private readonly Counter<long> _refusals = meters.Create(ResponderMeter.Name).CreateCounter<long>(
        "responder.feed.refused", "{look}", "Looks at the feed that found it missing, out of reach or no feed.");

    private string? _told;

    /// <summary>Tells of the feed that was there at the start, then begins to look.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (answers.Now is { } held)
        {
            Tell(held.Feed);
        }

        return base.StartAsync(cancellationToken);
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        switch (await source.ReadAsync(cancellationToken))
        {
            case FeedReadResult.Readable { Document: var document }:
                _told = null;
                answers.Hold(document);
                Tell(document);
                break;

            case FeedReadResult.Refused { Reason: var reason }:
                _refusals.Add(1);
                Tell(reason);
                break;
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

    private void Tell(FeedDocument held)
    {
        Log.Holds(logger, source.Name, held.Feed.Releases.Count, held.Feed.Advisories.Count, held.Document.Generated ?? "at an unknown time");
        if (held.Feed.Unreadable > 0)
        {
            Log.Unreadable(logger, held.Feed.Unreadable, source.Name);
        }
    }

    private void Tell(string reason)
    {
        if (reason == _told)
        {
            return;
        }

        _told = reason;
        if (answers.Now is null)
        {
            Log.Absent(logger, source.Name, reason);
        }
        else
        {
            Log.Refused(logger, source.Name, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(702, LogLevel.Warning, "{Count} entries of {Feed} have no readable name or id. They are left out.")]
        public static partial void Unreadable(ILogger logger, int count, string feed);

        [LoggerMessage(703, LogLevel.Information, "{Feed} now holds: {Releases} releases, {Advisories} advisories, generated {Generated}.")]
        public static partial void Holds(ILogger logger, string feed, int releases, int advisories, string generated);

        [LoggerMessage(704, LogLevel.Error, "{Feed} is refused: {Reason} The feed before it still holds.")]
        public static partial void Refused(ILogger logger, string feed, string reason);

        [LoggerMessage(705, LogLevel.Error, "There is no feed yet, {Feed}: {Reason} Clusters are told to come back later.")]
        public static partial void Absent(ILogger logger, string feed, string reason);
    }
}
