namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>An item in the queue of the database writer.</summary>
internal abstract record QueueItem;

/// <summary>An action that runs between two commits.</summary>
/// <param name="Run">Runs it; the result is ignored.</param>
/// <param name="OnFailed">Receives the exception when it failed.</param>
internal sealed record DatabaseAction(Func<ReportDatabase, bool> Run, Action<Exception> OnFailed) : QueueItem;

/// <summary>A report that waits to be written.</summary>
/// <param name="Report">The report.</param>
internal sealed record PendingReport(StoredReport Report) : QueueItem
{
    /// <summary>Completes with whether it was written. Continuations run elsewhere: the writer completes the other reports first.</summary>
    public TaskCompletionSource<bool> Saved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
