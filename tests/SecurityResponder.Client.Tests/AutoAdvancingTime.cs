using Microsoft.Extensions.Time.Testing;

namespace SecurityResponder.Client.Tests;

/// <summary>A clock on which every wait is over at once, and is remembered; deadlines pass only when a test lets them.</summary>
internal sealed class AutoAdvancingTime : FakeTimeProvider
{
    /// <summary>What <see cref="ClientRun.ToAsync"/> sets as the timeout of one attempt, in seconds.</summary>
    public const int AttemptSeconds = 50;

    /// <summary>The longest that a whole check may take, in seconds.</summary>
    public const int CheckSeconds = 180;

    /// <summary>The longest that a page of nodes may take, in seconds.</summary>
    public const int RequestSeconds = 60;

    /// <summary>The longest that any other request to an API server may take, in seconds.</summary>
    public const int ObjectSeconds = 30;

    /// <summary>The longest that the reading of a live cluster may take, in seconds.</summary>
    public const int CollectSeconds = 120;

    private readonly HashSet<double> _deadlines;
    private readonly List<double> _waits = [];

    /// <param name="attemptSeconds">The timeout of one attempt that the program was given.</param>
    /// <param name="requestSeconds">The timeout of one request to an API server, where there is one.</param>
    public AutoAdvancingTime(int attemptSeconds = AttemptSeconds, int? requestSeconds = null)
        : base(Began) => _deadlines = [attemptSeconds, requestSeconds ?? attemptSeconds, requestSeconds is null ? attemptSeconds : ObjectSeconds, CheckSeconds, CollectSeconds];

    /// <summary>When every run starts.</summary>
    public static DateTimeOffset Began { get; } = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The waits so far, in seconds.</summary>
    public IReadOnlyList<double> Waits
    {
        get
        {
            lock (_waits)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>How long the run has taken by this clock, in seconds.</summary>
    public double Taken => (GetUtcNow() - Began).TotalSeconds;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (_deadlines.Contains(dueTime.TotalSeconds))
        {
            return timer;
        }

        lock (_waits)
        {
            _waits.Add(dueTime.TotalSeconds);
        }

        ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        return timer;
    }

    /// <summary>Lets a deadline pass.</summary>
    public void Pass(int seconds) => Advance(TimeSpan.FromSeconds(seconds));
}
