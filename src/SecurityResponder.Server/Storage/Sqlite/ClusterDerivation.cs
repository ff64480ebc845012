namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Derives from the reports what is counted: <c>cluster</c>, the latest of each cluster, and <c>cluster_day</c>, when it was seen.</summary>
/// <remarks>
/// After the answer and not with the report: at the full hour every report waits for the disk, and what is counted can wait a minute.
/// Both tables only ever move forward, so deriving a report twice changes nothing.
/// </remarks>
internal sealed class ClusterDerivation(ReportStore store, TimeProvider time) : BackgroundService
{
    /// <summary>So many reports are derived at once: 13 ms of CPU (two random pages for each) in which no report is written.</summary>
    public const int MaxAtOnce = 128;

    private const int MaxToCatchUp = 8;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    // While reports wait for the disk, the derivation takes a tenth of the writer's time.
    private static readonly TimeSpan Polite = TimeSpan.FromMilliseconds(100);

    /// <summary>Derives what came a moment ago, of very much only the beginning; nothing while reports wait for the disk, whose turn that
    /// would take.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxToCatchUp && !store.IsBusy && await store.DoAsync(Next, cancellationToken) == MaxAtOnce; i++)
        {
            continue;
        }
    }

    /// <summary>Derives the next reports.</summary>
    /// <returns>How many; 0 when all are.</returns>
    public static long Next(ReportDatabase database) => database.InTransaction(connection =>
    {
        var first = connection.Number("SELECT coalesce((SELECT report FROM progress WHERE name = 'derived'), 0)");
        var last = connection.Number($"SELECT coalesce(max(id), 0) FROM (SELECT id FROM report WHERE id > {first} ORDER BY id LIMIT {MaxAtOnce})");
        if (last <= first)
        {
            return 0;
        }

        var those = $"FROM report WHERE id > {first} AND id <= {last} AND cluster_id IS NOT NULL";
        connection.Execute(
            $"""
            DELETE FROM daily WHERE day IN (SELECT DISTINCT substr(received_at, 1, 10) {those});
            INSERT INTO cluster_day (day, dev, cluster_id, received_at, report_id)
                SELECT substr(received_at, 1, 10), dev, cluster_id, received_at, report_id {those}
                ON CONFLICT (day, dev, cluster_id) DO UPDATE SET received_at = excluded.received_at, report_id = excluded.report_id
                WHERE (excluded.received_at, excluded.report_id) > (cluster_day.received_at, cluster_day.report_id);
            INSERT INTO cluster ({StoredReport.ColumnList}) SELECT {StoredReport.ColumnList} {those}
                ON CONFLICT (cluster_id, dev) DO UPDATE SET {StoredReport.Renewal}
                WHERE (excluded.received_at, excluded.report_id) > (cluster.received_at, cluster.report_id);
            INSERT INTO progress (name, report) VALUES ('derived', {last}) ON CONFLICT (name) DO UPDATE SET report = excluded.report;
            """);
        return last - first;
    });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var derived = await TryAsync(stoppingToken);
            if (derived == 0)
            {
                await Task.Delay(Idle, time, stoppingToken);
            }
            else if (store.IsBusy)
            {
                await Task.Delay(Polite, time, stoppingToken);
            }
        }
    }

    // The store tells what is wrong with the file; here it only means: later. An exception out of here would end the program.
    private async Task<long> TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await store.DoAsync(Next, stoppingToken);
        }
        catch (Exception) when (!stoppingToken.IsCancellationRequested)
        {
            return 0;
        }
    }
}
