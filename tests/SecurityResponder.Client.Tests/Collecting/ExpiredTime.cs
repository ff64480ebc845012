namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>A clock on which every deadline has passed as soon as it is set.</summary>
internal sealed class ExpiredTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        callback(state);
        return timer;
    }
}
