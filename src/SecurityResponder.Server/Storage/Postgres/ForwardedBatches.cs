namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>The batches that the present connection has sent to PostgreSQL and that are still in the journal.</summary>
/// <remarks>
/// Batches of earlier connections do not count: the earlier server may have died before its standby had received them. The journal grows as
/// long as each connection breaks before the time and the number below.
/// </remarks>
internal sealed class ForwardedBatches(TimeProvider time)
{
    /// <summary>The oldest batch is deleted when this many reports were sent after it.</summary>
    public const int MaxReports = 250_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private readonly Queue<(DateTimeOffset At, JournalRange Batch)> _batches = new();
    private int _reports;

    /// <summary>The next batch to delete from the journal; null when none is due.</summary>
    public JournalRange? Due =>
        _batches.TryPeek(out var oldest) && (oldest.At <= time.GetUtcNow() - MaxAge || _reports - oldest.Batch.Count >= MaxReports)
            ? oldest.Batch
            : null;

    /// <summary>Adds a batch that PostgreSQL has committed.</summary>
    public void Add(JournalRange batch)
    {
        _batches.Enqueue((time.GetUtcNow(), batch));
        _reports += batch.Count;
    }

    /// <summary>Removes the oldest batch, after it was deleted from the journal.</summary>
    public void RemoveOldest() => _reports -= _batches.Dequeue().Batch.Count;

    /// <summary>Removes all batches: a new connection has sent none yet.</summary>
    public void Clear()
    {
        _batches.Clear();
        _reports = 0;
    }
}

/// <summary>Consecutive reports in a journal.</summary>
/// <param name="After">The id before the first report.</param>
/// <param name="Last">The id of the last report.</param>
/// <param name="Count">The number of reports.</param>
internal sealed record JournalRange(long After, long Last, int Count);
