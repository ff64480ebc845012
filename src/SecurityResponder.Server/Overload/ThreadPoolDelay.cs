namespace SecurityResponder.Server.Overload;

/// <summary>Measures how long work waits for a thread of the pool: ten times a second it queues a work item behind all others.</summary>
internal sealed class ThreadPoolDelay : IDisposable, IThreadPoolWorkItem
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    // When the work item that waits now was queued; 0 when none waits.
    private long _queuedAt;

    public ThreadPoolDelay(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Queue(), null, Interval, Interval);
    }

    /// <summary>True while the work item has waited for more than two seconds.</summary>
    public bool IsAboveLimit => Volatile.Read(ref _queuedAt) is not 0 and var since && _time.GetElapsedTime(since) > MaxDelay;

    /// <summary>Runs on a thread of the pool.</summary>
    void IThreadPoolWorkItem.Execute() => Volatile.Write(ref _queuedAt, 0);

    public void Dispose() => _timer.Dispose();

    // Measuring how late the timer is would not do: the pool runs timers before other work.
    private void Queue()
    {
        if (Interlocked.CompareExchange(ref _queuedAt, _time.GetTimestamp(), 0) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
