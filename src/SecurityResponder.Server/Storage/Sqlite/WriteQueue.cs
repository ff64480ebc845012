using System.Threading.Channels;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The queue of the database writer: reports, of which it takes a limited number, and actions between them, which are never
/// rejected.</summary>
internal sealed class WriteQueue(int maxReports)
{
    // Not bounded itself: the limit is for reports only. The thread that adds an item wakes up the writer itself, which takes no time.
    private readonly Channel<QueueItem> _items = Channel.CreateUnbounded<QueueItem>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });
    private int _reports;

    /// <summary>The number of reports in the queue.</summary>
    public int Reports => Volatile.Read(ref _reports);

    /// <summary>Adds a report; false when the queue is full or closed.</summary>
    public bool TryAdd(PendingReport report)
    {
        if (Interlocked.Increment(ref _reports) <= maxReports && _items.Writer.TryWrite(report))
        {
            return true;
        }

        Interlocked.Decrement(ref _reports);
        return false;
    }

    /// <summary>Adds an action; false when the queue is closed.</summary>
    public bool TryAdd(DatabaseAction action) => _items.Writer.TryWrite(action);

    /// <summary>Closes the queue for further items.</summary>
    public void Close() => _items.Writer.TryComplete();

    /// <summary>Waits for an item; false when the queue is closed and empty.</summary>
    public bool Wait() => _items.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Moves the next reports to a batch, up to its maximum size or to the first action, which is returned.</summary>
    public DatabaseAction? Take(List<PendingReport> batch, int maxBatchSize)
    {
        DatabaseAction? action = null;
        while (action is null && batch.Count < maxBatchSize && _items.Reader.TryRead(out var item))
        {
            action = item as DatabaseAction;
            if (item is PendingReport report)
            {
                batch.Add(report);
            }
        }

        Interlocked.Add(ref _reports, -batch.Count);
        return action;
    }
}
