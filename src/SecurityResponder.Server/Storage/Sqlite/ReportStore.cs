using SecurityResponder.Server.Http;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Saves reports: one writer commits all waiting reports together, and each caller learns when its report is on the
/// disk.</summary>
/// <remarks>One sync of the disk serves all reports that arrived during the one before: the more reports, the cheaper each.</remarks>
internal sealed partial class ReportStore(DataDirectory data, TimeProvider time, ILogger<ReportStore> logger)
    : IHostedService, IReportQueue, IDisposable
{
    /// <summary>Reports that may wait at once, about 16 MB; further ones are rejected. A connection waits with its report, and half of
    /// <see cref="KestrelLimits.MaxConnections"/>, which are fewer, are admitted: this limits the memory if that changes.</summary>
    public const int MaxQueueLength = 8192;

    private const int MaxBatchSize = 1024;

    // While fewer reports wait, the writer first lets the requests that are being read add theirs, which halves the number of syncs.
    // On an idle program no other request runs, and nothing is delayed.
    private const int SmallBatchSize = 32;

    // While fewer reports wait, the writer answers clusters itself: waking up another thread for an answer costs as much as the answer.
    // With more, it is behind, and other threads answer. Nothing on the way of an answer blocks.
    private const int AnsweringLimit = 256;

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly WriteQueue _queue = new(MaxQueueLength);
    private readonly Journal _journal = new(data.Database, time, logger);
    private readonly LostReports _lost = new(data.Database, time, logger);
    private Task _writing = Task.CompletedTask;

    // When the first report of the batch that is being written was queued, or when the action that is running began; 0 for neither.
    private long _since;

    /// <summary>The number of reports since the start that were answered but could not be written.</summary>
    public long Lost => _lost.Count;

    /// <summary>The number of reports that wait for the disk.</summary>
    public int QueueLength => _queue.Reports;

    /// <summary>Whether a report that is being written was queued more than two seconds ago, or an action takes that long.</summary>
    public bool IsBehind => Volatile.Read(ref _since) is not 0 and var since && time.GetElapsedTime(since) > MaxWait;

    /// <summary>Whether reports wait for the disk.</summary>
    public bool IsBusy => QueueLength > 0;

    /// <summary>Saves a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="country">The country that it came from, two letters; null when unknown.</param>
    /// <param name="isOverQuota">Whether it replaces the last report over the quota of its cluster on this day.</param>
    public Task<SaveOutcome> SaveAsync(ClusterReport report, string? country = null, bool isOverQuota = false)
    {
        var pending = new PendingReport(
            StoredReport.Of(report, country, time.GetUtcNow(), data.Secret, isOverQuota), time.GetTimestamp());
        return _queue.TryAdd(pending) ? pending.Saved : Task.FromResult(SaveOutcome.QueueFull);
    }

    /// <summary>Runs a short action on the database between two commits of reports. SQLite has one writer at a time: an action in the queue
    /// waits less than a second connection would.</summary>
    /// <returns>The result of the action. Its exception, or the reason why the database cannot be used, is thrown.</returns>
    public async Task<T> ExecuteAsync<T>(Func<ReportDatabase, T> action, CancellationToken cancellationToken)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var item = new DatabaseAction(
            database => completion.TrySetResult(action(database)), exception => completion.TrySetException(exception));
        if (!_queue.TryAdd(item))
        {
            throw new OperationCanceledException("the store is closed");
        }

        return await completion.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Opens the database. When that fails, it is logged and tried again with the next reports; clusters get their answers
    /// meanwhile.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _journal.Execute(_ => true);
        }
        catch (Exception exception)
        {
            Log.Unusable(logger, data.Database, exception.Message);
        }

        // A dedicated thread: it blocks on the disk.
        _writing = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    /// <summary>Writes the waiting reports. The listener was started last, so it has stopped already.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Close();
        return _writing.WaitAsync(cancellationToken);
    }

    public void Dispose() => _journal.Dispose();

    private void Write()
    {
        var batch = new List<PendingReport>();
        while (_queue.Wait())
        {
            for (var waiting = 0; QueueLength > waiting && QueueLength < SmallBatchSize;)
            {
                waiting = QueueLength;
                Thread.Yield();
            }

            var action = _queue.Take(batch, MaxBatchSize);
            if (batch.Count > 0)
            {
                Write(batch);
            }

            if (action is not null)
            {
                Run(action);
            }
        }
    }

    private void Write(List<PendingReport> batch)
    {
        Volatile.Write(ref _since, batch[0].QueuedAt);
        var outcome = TryWrite(batch.ConvertAll(pending => pending.Report)) ? SaveOutcome.Saved : SaveOutcome.Failed;
        Volatile.Write(ref _since, 0);
        foreach (var pending in batch)
        {
            pending.Outcome = outcome;
            if (QueueLength < AnsweringLimit)
            {
                pending.Execute();
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(pending, preferLocal: false);
            }
        }

        batch.Clear();
    }

    private void Run(DatabaseAction action)
    {
        Volatile.Write(ref _since, time.GetTimestamp());
        try
        {
            _journal.Execute(action.Run);
        }
        catch (Exception exception)
        {
            action.OnFailed(exception);
        }

        Volatile.Write(ref _since, 0);
    }

    private bool TryWrite(List<StoredReport> reports)
    {
        try
        {
            _journal.Execute(database => database.Insert(reports, data.MaxBytes));
            _lost.End();
            return true;
        }
        // Any exception: if the writer stopped, every cluster would wait for its answer.
        catch (Exception exception)
        {
            _lost.Add(reports.Count, exception.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(602, LogLevel.Error,
            "Cannot use {Database}: {Reason} Clusters get their answers; their reports are lost until it can be used.")]
        public static partial void Unusable(ILogger logger, string database, string reason);
    }
}
