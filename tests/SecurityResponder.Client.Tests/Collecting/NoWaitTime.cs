namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>A clock that completes and records every wait between attempts at once. Time-outs never expire.</summary>
internal sealed class NoWaitTime : TimeProvider
{
    private static readonly TimeSpan MinTimeout = TimeSpan.FromSeconds(30);

    private readonly List<double> _waits = [];

    /// <summary>The waits between attempts, in seconds.</summary>
    public IReadOnlyList<double> Waits => _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= MinTimeout || dueTime == Timeout.InfiniteTimeSpan)
        {
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }

        _waits.Add(dueTime.TotalSeconds);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
