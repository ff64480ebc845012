using System.Threading.Channels;
using SecurityResponder.Server.Receiving;

namespace SecurityResponder.Server.Storing;

/// <summary>Keeps reports: many wait, one writer commits them together, and each learns when it is on the disk.</summary>
/// <remarks>One sync of the disk serves all that arrived during the one before it, so the store is fast exactly when it must be.</remarks>
internal sealed partial class ReportStore(DataDirectory data, TimeProvider time, ILogger<ReportStore> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(1);

    /// <summary>Reports that may wait at once, about 16 MB; whoever comes then is sent away.</summary>
    public const int MostWaiting = 8192;

    private const int MostTogether = 1024;

    // Its bound is _waiting: what is done between the commits must not be sent away.
    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private int _waiting;
    private readonly Journal _journal = new(data.Database, time, logger);
    private Task _writing = Task.CompletedTask;
    private long _lost;
    private int _untold;
    private DateTimeOffset _toldAt;
    private bool _isLosing;

    /// <summary>How many reports were answered but could not be kept, since the start.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>How many reports wait for the disk.</summary>
    public int QueueLength => Volatile.Read(ref _waiting);

    /// <summary>Whether reports wait for the disk.</summary>
    public bool IsBusy => QueueLength > 0;

    /// <summary>Keeps a report.</summary>
    /// <param name="report">What came.</param>
    /// <param name="country">Where from, two letters; null when not known.</param>
    public async Task<Keeping> KeepAsync(ClusterReport report, string? country = null)
    {
        var waiting = new Waiting(KeptReport.Of(report, country, time.GetUtcNow(), data.Secret));
        if (Interlocked.Increment(ref _waiting) > MostWaiting || !_queue.Writer.TryWrite(waiting))
        {
            Interlocked.Decrement(ref _waiting);
            return Keeping.Refused;
        }

        return await waiting.Kept.Task ? Keeping.Kept : Keeping.Lost;
    }

    /// <summary>Does something with the database, between two commits of reports: SQLite has one writer at a time, and who waits for another
    /// waits longer than who waits for its turn. It must be short.</summary>
    /// <returns>What the work returns; its exception, or why the database cannot be used, is thrown.</returns>
    public async Task<T> DoAsync<T>(Func<ReportDatabase, T> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var chore = new Chore(database => done.TrySetResult(work(database)), e => done.TrySetException(e));
        if (!_queue.Writer.TryWrite(chore)) throw new OperationCanceledException("the store has been closed");
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
        catch (Exception e)
        {
            Log.Unusable(logger, data.Database, e.Message);
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
            Chore? chore = null;
            while (chore is null && together.Count < MostTogether && _queue.Reader.TryRead(out var work))
            {
                chore = work as Chore;
                if (work is Waiting waiting) together.Add(waiting);
            }

            if (together.Count > 0) Write(together);
            if (chore is not null) Do(chore);
        }
    }

    private void Write(List<Waiting> together)
    {
        Interlocked.Add(ref _waiting, -together.Count);
        var areKept = TryWrite(together.ConvertAll(waiting => waiting.Report));
        foreach (var waiting in together) waiting.Kept.SetResult(areKept);
        together.Clear();
    }

    private void Do(Chore chore)
    {
        try
        {
            _journal.Do(chore.Act);
        }
        catch (Exception e)
        {
            chore.Failed(e);
        }
    }

    private bool TryWrite(List<KeptReport> reports)
    {
        try
        {
            _journal.Do(database => database.Insert(reports));
            if (_isLosing) TellEnd();
            return true;
        }
        // Whatever it is: a writer that stopped would leave every cluster waiting for its answer.
        catch (Exception e)
        {
            Lose(reports.Count, e.Message);
            return false;
        }
    }

    // Once a second, with the sum: a full disk must not fill the log too.
    private void Lose(int count, string reason)
    {
        var lost = Interlocked.Add(ref _lost, count);
        (_untold, _isLosing) = (_untold + count, true);
        if (time.GetUtcNow() < _toldAt + BetweenWords) return;
        Log.Lost(logger, _untold, data.Database, reason, lost);
        (_untold, _toldAt) = (0, time.GetUtcNow());
    }

    private void TellEnd()
    {
        Log.KeptAgain(logger, data.Database, _untold, Lost);
        (_untold, _isLosing) = (0, false);
    }

    private abstract record Work;

    private sealed record Chore(Func<ReportDatabase, bool> Act, Action<Exception> Failed) : Work;

    private sealed record Waiting(KeptReport Report) : Work
    {
        // The writer must not run a request's continuation before it has told the others.
        public TaskCompletionSource<bool> Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(602, LogLevel.Error,
            "Cannot use {Database}: {Reason} Clusters get their answers, their reports are lost until it can be used.")]
        public static partial void Unusable(ILogger logger, string database, string reason);

        [LoggerMessage(601, LogLevel.Error,
            "Could not write {Count} reports to {Database}: {Reason} The clusters get their answers. Lost since the start: {Lost}.")]
        public static partial void Lost(ILogger logger, int count, string database, string reason, long lost);

        [LoggerMessage(606, LogLevel.Information, "Reports are written to {Database} again; {Count} more were lost before. Lost since the start: {Lost}.")]
        public static partial void KeptAgain(ILogger logger, string database, int count, long lost);
    }
}

/// <summary>What became of a report.</summary>
internal enum Keeping
{
    /// <summary>It is on the disk.</summary>
    Kept,

    /// <summary>It could not be written, which is counted.</summary>
    Lost,

    /// <summary>Too many wait, or the store is closed: it was not taken, its sender may come again.</summary>
    Refused,
}
