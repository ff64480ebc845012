namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>A clock on which every time-out expires at once.</summary>
internal sealed class ExpiredTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        callback(state);
        return timer;
    }
}
