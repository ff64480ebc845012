namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>An item in the queue of the database writer.</summary>
internal abstract record QueueItem;

/// <summary>An action that runs between two commits.</summary>
/// <param name="Run">Runs it; the result is ignored.</param>
/// <param name="OnFailed">Receives the exception when it failed.</param>
internal sealed record DatabaseAction(Func<ReportDatabase, bool> Run, Action<Exception> OnFailed) : QueueItem;

/// <summary>A report that waits to be written. As a work item of the thread pool, it completes with its outcome.</summary>
/// <param name="Report">The report.</param>
/// <param name="QueuedAt">When it was queued, a timestamp of <see cref="TimeProvider"/>.</param>
internal sealed record PendingReport(StoredReport Report, long QueuedAt) : QueueItem, IThreadPoolWorkItem
{
    // Its continuations, which answer the cluster, run on the thread that completes it.
    private readonly TaskCompletionSource<SaveOutcome> _saved = new();

    /// <summary>Completes when it was written, or could not be.</summary>
    public Task<SaveOutcome> Saved => _saved.Task;

    /// <summary>The outcome. It is set before the report is completed.</summary>
    public SaveOutcome Outcome { get; set; }

    /// <summary>Completes <see cref="Saved"/> with the outcome.</summary>
    public void Execute() => _saved.SetResult(Outcome);
}
