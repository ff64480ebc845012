namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>A clock on which a wait before another attempt is over at once, and remembered, and no deadline ever comes.</summary>
internal sealed class NoWaitTime : TimeProvider
{
    private static readonly TimeSpan ShortestDeadline = TimeSpan.FromSeconds(30);

    private readonly List<double> _waits = [];

    /// <summary>Seconds that were waited before another attempt.</summary>
    public IReadOnlyList<double> Waits => _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= ShortestDeadline || dueTime == Timeout.InfiniteTimeSpan)
        {
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }

        _waits.Add(dueTime.TotalSeconds);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
