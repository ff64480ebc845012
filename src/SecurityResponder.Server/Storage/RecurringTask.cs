namespace SecurityResponder.Server.Storage;

/// <summary>A task that runs after the start and then again and again. A run that fails is logged, and the next one tries again.</summary>
internal abstract class RecurringTask(TimeProvider time) : BackgroundService
{
    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>The time from the start to the first run.</summary>
    protected abstract TimeSpan StartDelay { get; }

    /// <summary>Runs the task once.</summary>
    public abstract Task RunAsync(CancellationToken cancellationToken);

    /// <summary>The time from the end of a run to the next one.</summary>
    protected abstract TimeSpan UntilNextRun(DateTimeOffset now);

    /// <summary>Logs that a run failed.</summary>
    protected abstract void LogFailed(Exception exception);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(StartDelay, time, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            // The next run tries again; an unhandled exception would end the program.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }

            await Task.Delay(UntilNextRun(time.GetUtcNow()), time, stoppingToken);
        }
    }
}
