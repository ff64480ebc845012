namespace SecurityResponder.Server.Storage;

/// <summary>Maintenance that a store needs every hour.</summary>
internal abstract class HourlyMaintenance(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan StartDelay = TimeSpan.FromSeconds(30);

    /// <summary>The present day, UTC.</summary>
    protected DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Runs the maintenance once.</summary>
    public abstract Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Logs that it failed; the next run is in an hour.</summary>
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

            await Task.Delay(Interval, time, stoppingToken);
        }
    }
}
