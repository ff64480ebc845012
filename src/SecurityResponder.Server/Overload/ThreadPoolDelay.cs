namespace SecurityResponder.Server.Overload;

/// <summary>Whether the program is behind with its work: ten times a second something is put behind all that waits for a thread, and its
/// turn comes late.</summary>
internal sealed class ThreadPoolDelay : IDisposable, IThreadPoolWorkItem
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Much = TimeSpan.FromMilliseconds(500);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    // When what waits now was put there; 0 when nothing waits.
    private long _waitsSince;

    public ThreadPoolDelay(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Ask(), null, Interval, Interval);
    }

    /// <summary>True while half a second of work waits.</summary>
    public bool IsMuch => Volatile.Read(ref _waitsSince) is not 0 and var since && _time.GetElapsedTime(since) > Much;

    /// <summary>Its turn has come.</summary>
    void IThreadPoolWorkItem.Execute() => Volatile.Write(ref _waitsSince, 0);

    public void Dispose() => _timer.Dispose();

    // The timer itself would not do: timers are served before everything else.
    private void Ask()
    {
        if (Interlocked.CompareExchange(ref _waitsSince, _time.GetTimestamp(), 0) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
