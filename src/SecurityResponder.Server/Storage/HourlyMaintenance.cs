namespace SecurityResponder.Server.Storage;

/// <summary>What a store needs done every hour.</summary>
internal abstract class HourlyMaintenance(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(30);

    /// <summary>The day that it is, UTC.</summary>
    protected DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Does it once.</summary>
    public abstract Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Tells that it was not done, and will be tried again in an hour.</summary>
    protected abstract void Failed(Exception exception);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, time, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            // It will be tried again; an exception out of here would end the program.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(exception);
            }

            await Task.Delay(Between, time, stoppingToken);
        }
    }
}
