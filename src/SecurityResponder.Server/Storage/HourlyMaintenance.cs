using System.Runtime.ExceptionServices;

namespace SecurityResponder.Server.Storage;

/// <summary>Every hour: deletes what is older than the retention period, and counts the past days.</summary>
/// <remarks>
/// It deletes first, so that a count that fails does not keep everything. Only rows of days that are counted for ever are deleted, see
/// <see cref="DayState.Final"/>: reports that arrive late, e.g. after PostgreSQL was down for months, are counted before they are deleted.
/// </remarks>
internal abstract class HourlyMaintenance(Retention retention, TimeProvider time) : RecurringTask(time)
{
    /// <summary>The number of days after the retention period after which a day is deleted even if it could not be counted.</summary>
    public const int MaxDaysUncounted = 7;

    // A past day is counted some time after its end: transactions with its last reports have ended, and clocks of replicas differ.
    private static readonly TimeSpan SettleTime = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    protected override TimeSpan StartDelay => TimeSpan.FromSeconds(30);

    /// <summary>How long reports are stored.</summary>
    protected Retention Retention => retention;

    /// <summary>Runs the maintenance once.</summary>
    /// <exception cref="Exception">A day could not be counted, or something could not be deleted. Everything else was done.</exception>
    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime((Time.GetUtcNow() - SettleTime).UtcDateTime);
        var first = retention.FirstDay(today);
        await PrepareAsync(today, cancellationToken);
        await DeleteFinalDaysAsync(first, today, cancellationToken);
        var uncounted = await UncountedDaysAsync(today, cancellationToken);
        var failure = await TryAsync(BackfillAsync, cancellationToken) ?? await CountAsync(uncounted, cancellationToken);
        foreach (var day in await UncountedDaysAsync(first.AddDays(-MaxDaysUncounted), cancellationToken))
        {
            await SetFinalAsync(day, cancellationToken);
        }

        if (uncounted.Any(day => day < first))
        {
            await DeleteFinalDaysAsync(first, today, cancellationToken);
        }

        failure?.Throw();
    }

    /// <summary>Prepares the store, e.g. for the reports of the next days.</summary>
    protected virtual Task PrepareAsync(DateOnly today, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Fills in the columns of figures in rows that an earlier version has written, before their days are counted.</summary>
    protected virtual Task BackfillAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Returns the days with reports whose counts are not complete, oldest first.</summary>
    /// <param name="before">The day after the last of them.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    protected abstract Task<IReadOnlyList<DateOnly>> UncountedDaysAsync(DateOnly before, CancellationToken cancellationToken);

    /// <summary>Counts a day, unless it gets more reports meanwhile.</summary>
    protected abstract Task CountAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Sets the state of a day that could not be counted to <see cref="DayState.Final"/>.</summary>
    protected abstract Task SetFinalAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Sets the state of counted days before a day to <see cref="DayState.Final"/>.</summary>
    protected abstract Task SetCountedFinalAsync(DateOnly before, CancellationToken cancellationToken);

    /// <summary>Deletes what is older than a day.</summary>
    protected abstract Task DeleteAsync(DateOnly before, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override TimeSpan UntilNextRun(DateTimeOffset now) => TimeSpan.FromHours(1);

    private async Task DeleteFinalDaysAsync(DateOnly first, DateOnly today, CancellationToken cancellationToken)
    {
        await SetCountedFinalAsync(first, cancellationToken);
        var uncounted = await UncountedDaysAsync(today, cancellationToken);
        await DeleteAsync(uncounted is [var oldest, ..] && oldest < first ? oldest : first, cancellationToken);
    }

    // A day that fails does not keep the others from being counted. Returns the first failure.
    private async Task<ExceptionDispatchInfo?> CountAsync(IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var day in days)
        {
            var found = await TryAsync(token => CountAsync(day, token), cancellationToken);
            failure ??= found;
        }

        return failure;
    }

    private static async Task<ExceptionDispatchInfo?> TryAsync(Func<CancellationToken, Task> runAsync, CancellationToken cancellationToken)
    {
        try
        {
            await runAsync(cancellationToken);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }
}
