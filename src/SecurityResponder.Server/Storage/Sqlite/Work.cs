namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>What the one writer of the database is given to do.</summary>
internal abstract record Work;

/// <summary>Something to do between two commits.</summary>
/// <param name="Act">Does it; what it returns says nothing.</param>
/// <param name="Failed">Hears why it could not be done.</param>
internal sealed record Chore(Func<ReportDatabase, bool> Act, Action<Exception> Failed) : Work;

/// <summary>A report that waits to be written.</summary>
/// <param name="Report">The report.</param>
internal sealed record Waiting(StoredReport Report) : Work
{
    /// <summary>Whether it was. The writer must not run a request's continuation before it has told the others.</summary>
    public TaskCompletionSource<bool> Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
