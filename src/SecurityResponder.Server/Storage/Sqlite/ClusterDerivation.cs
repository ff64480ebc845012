using Microsoft.Data.Sqlite;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Derives tables for the figures from the reports: <c>cluster</c>, the latest report of each cluster, and <c>cluster_day</c>, the
/// days on which it reported.</summary>
/// <remarks>
/// It runs after the answer, not with the report: at the full hour every report waits for the disk, while figures can be a minute old.
/// Rows are only replaced by newer reports, so deriving a report twice changes nothing.
/// </remarks>
internal sealed class ClusterDerivation(ReportStore store, TimeProvider time) : BackgroundService
{
    /// <summary>Reports derived in one transaction: 13 ms of CPU (two random pages for each report) in which no report is
    /// written.</summary>
    public const int BatchSize = 128;

    /// <summary>The name of the progress row with the id of the last report that is derived.</summary>
    public const string ProgressName = "derived";

    private const int MaxBatchesToCatchUp = 8;

    private static readonly TimeSpan IdlePause = TimeSpan.FromSeconds(1);

    // While reports wait for the disk, the derivation takes a tenth of the writer's time.
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Derives the latest reports, at most eight batches; none while reports wait for the disk, because it would delay
    /// them.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var batches = 0;
        while (batches++ < MaxBatchesToCatchUp && !store.IsBusy && await store.ExecuteAsync(DeriveNext, cancellationToken) >= BatchSize)
        {
            continue;
        }
    }

    /// <summary>Derives the next batch of reports.</summary>
    /// <returns>The number of ids in it, some of which may have no report; 0 when every report is derived.</returns>
    public static long DeriveNext(ReportDatabase database) => database.InTransaction(connection =>
    {
        var after = LastDerived(connection);
        var last = connection.Number(SqliteStatements.LastToDerive, ("@after", after), ("@limit", BatchSize));
        if (last <= after)
        {
            return 0;
        }

        connection.Execute(SqliteStatements.MarkChangedDays, ("@after", after), ("@last", last));
        connection.Execute(SqliteStatements.DeriveClusterDays, ("@after", after), ("@last", last));
        connection.Execute(SqliteStatements.DeriveClusters, ("@after", after), ("@last", last));
        connection.Execute(SqliteStatements.SaveProgress, ("@name", ProgressName), ("@report", last));
        return last - after;
    });

    /// <summary>Returns the id of the last report that is derived.</summary>
    public static long LastDerived(SqliteConnection connection) =>
        connection.Number(SqliteStatements.Progress, ("@name", ProgressName));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var derived = await TryDeriveNextAsync(stoppingToken);
            if (derived == 0)
            {
                await Task.Delay(IdlePause, time, stoppingToken);
            }
            else if (store.IsBusy)
            {
                await Task.Delay(BusyPause, time, stoppingToken);
            }
        }
    }

    // The store logs faults of the file; here the next attempt follows. An unhandled exception would end the program.
    private async Task<long> TryDeriveNextAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await store.ExecuteAsync(DeriveNext, stoppingToken);
        }
        catch (Exception) when (!stoppingToken.IsCancellationRequested)
        {
            return 0;
        }
    }
}
