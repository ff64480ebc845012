namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>What the present connection has brought to PostgreSQL, batch by batch, and the journal holds still.</summary>
/// <remarks>
/// Only what came over this connection counts: the one before may have led to a server that died before its standby had all. While connections
/// break sooner than the time and the number here, the journal grows.
/// </remarks>
internal sealed class ForwardedBatches(TimeProvider time)
{
    /// <summary>How many reports are held at most: so many sent after it, and the first may go.</summary>
    public const int Most = 250_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Queue<(DateTimeOffset At, JournalRange Batch)> _held = new();
    private int _count;

    /// <summary>The batch that the journal may let go of next; null: none yet.</summary>
    public JournalRange? Due => _held.TryPeek(out var oldest) && (oldest.At <= time.GetUtcNow() - Longest || _count - oldest.Batch.Count >= Most) ? oldest.Batch : null;

    /// <summary>Holds a batch that PostgreSQL has committed.</summary>
    public void Add(JournalRange batch)
    {
        _held.Enqueue((time.GetUtcNow(), batch));
        _count += batch.Count;
    }

    /// <summary>The journal has let go of the batch that was due.</summary>
    public void LetGo() => _count -= _held.Dequeue().Batch.Count;

    /// <summary>A new connection has brought nothing yet.</summary>
    public void Clear()
    {
        _held.Clear();
        _count = 0;
    }
}

/// <summary>Reports that follow each other in a journal.</summary>
/// <param name="After">The id before the first.</param>
/// <param name="Last">The id of the last.</param>
/// <param name="Count">How many.</param>
internal sealed record JournalRange(long After, long Last, int Count);
