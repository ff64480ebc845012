using System.Threading.Channels;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Keeps reports: many wait, one writer commits them together, and each learns when it is on the disk.</summary>
/// <remarks>One sync of the disk serves all that arrived during the one before it, so the store is fast exactly when it must be.</remarks>
internal sealed partial class ReportStore(DataDirectory data, TimeProvider time, ILogger<ReportStore> logger) : IHostedService, IReportQueue, IDisposable
{
    /// <summary>Reports that may wait at once, about 16 MB; whoever comes then is sent away. A connection waits with its report, and half of
    /// <see cref="KestrelLimits.MaxConnections"/>, which are fewer, are let in: this bounds the memory should that change.</summary>
    public const int MaxWaiting = 8192;

    private const int MaxTogether = 1024;

    // While so few wait, the requests that are being read go first and come along: half as many syncs. On an idle program nobody goes first.
    private const int FewTogether = 32;

    // Its bound is _waiting: what is done between the commits must not be sent away.
    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private int _waiting;
    private readonly Journal _journal = new(data.Database, time, logger);
    private readonly LostReports _losses = new(data.Database, time, logger);
    private Task _writing = Task.CompletedTask;

    /// <summary>How many reports were answered but could not be kept, since the start.</summary>
    public long Lost => _losses.Count;

    /// <summary>How many reports wait for the disk.</summary>
    public int QueueLength => Volatile.Read(ref _waiting);

    /// <summary>Whether reports wait for the disk.</summary>
    public bool IsBusy => QueueLength > 0;

    /// <summary>Keeps a report.</summary>
    /// <param name="report">What came.</param>
    /// <param name="country">Where from, two letters; null when not known.</param>
    public async Task<SaveOutcome> KeepAsync(ClusterReport report, string? country = null)
    {
        var waiting = new Waiting(StoredReport.Of(report, country, time.GetUtcNow(), data.Secret));
        if (Interlocked.Increment(ref _waiting) > MaxWaiting || !_queue.Writer.TryWrite(waiting))
        {
            Interlocked.Decrement(ref _waiting);
            return SaveOutcome.Rejected;
        }

        return await waiting.Kept.Task ? SaveOutcome.Saved : SaveOutcome.Lost;
    }

    /// <summary>Does something with the database, between two commits of reports: SQLite has one writer at a time, and who waits for another
    /// waits longer than who waits for its turn. It must be short.</summary>
    /// <returns>What the work returns; its exception, or why the database cannot be used, is thrown.</returns>
    public async Task<T> DoAsync<T>(Func<ReportDatabase, T> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var chore = new Chore(database => done.TrySetResult(work(database)), e => done.TrySetException(e));
        if (!_queue.Writer.TryWrite(chore))
        {
            throw new OperationCanceledException("the store has been closed");
        }

        return await done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Opens the database. One that cannot be opened is told, and tried again with the reports: clusters get their answers
    /// meanwhile.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _journal.Do(_ => true);
        }
        catch (Exception exception)
        {
            Log.Unusable(logger, data.Database, exception.Message);
        }

        _writing = Task.Run(WriteAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Writes what still waits. The listener has stopped by then: it was started last.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        return _writing.WaitAsync(cancellationToken);
    }

    public void Dispose() => _journal.Dispose();

    private async Task WriteAsync()
    {
        var together = new List<Waiting>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            if (QueueLength < FewTogether)
            {
                await Task.Yield();
            }

            Chore? chore = null;
            while (chore is null && together.Count < MaxTogether && _queue.Reader.TryRead(out var work))
            {
                chore = work as Chore;
                if (work is Waiting waiting)
                {
                    together.Add(waiting);
                }
            }

            if (together.Count > 0)
            {
                Write(together);
            }

            if (chore is not null)
            {
                Do(chore);
            }
        }
    }

    private void Write(List<Waiting> together)
    {
        Interlocked.Add(ref _waiting, -together.Count);
        var areKept = TryWrite(together.ConvertAll(waiting => waiting.Report));
        foreach (var waiting in together)
        {
            waiting.Kept.SetResult(areKept);
        }

        together.Clear();
    }

    private void Do(Chore chore)
    {
        try
        {
            _journal.Do(chore.Act);
        }
        catch (Exception exception)
        {
            chore.Failed(exception);
        }
    }

    private bool TryWrite(List<StoredReport> reports)
    {
        try
        {
            _journal.Do(database => database.Insert(reports));
            _losses.End();
            return true;
        }
        // Whatever it is: a writer that stopped would leave every cluster waiting for its answer.
        catch (Exception exception)
        {
            _losses.Add(reports.Count, exception.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(602, LogLevel.Error,
            "Cannot use {Database}: {Reason} Clusters get their answers, their reports are lost until it can be used.")]
        public static partial void Unusable(ILogger logger, string database, string reason);
    }
}
