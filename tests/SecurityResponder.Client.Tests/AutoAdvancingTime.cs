using Microsoft.Extensions.Time.Testing;

namespace SecurityResponder.Client.Tests;

/// <summary>A clock that completes and records every wait at once. Time-outs expire only when a test advances the clock.</summary>
internal sealed class AutoAdvancingTime : FakeTimeProvider
{
    /// <summary>The time-out of one attempt that <see cref="ClientRun.ToAsync"/> sets, in seconds.</summary>
    public const int AttemptSeconds = 50;

    /// <summary>The time-out of a whole check, in seconds.</summary>
    public const int CheckSeconds = 180;

    /// <summary>The time-out of a page of nodes, in seconds.</summary>
    public const int RequestSeconds = 60;

    /// <summary>The time-out of any other request to an API server, in seconds.</summary>
    public const int ObjectSeconds = 30;

    /// <summary>The time-out of all reads of a live cluster, in seconds.</summary>
    public const int CollectSeconds = 120;

    private readonly HashSet<double> _deadlines;
    private readonly List<double> _waits = [];

    /// <param name="attemptSeconds">The time-out of one attempt.</param>
    /// <param name="requestSeconds">The time-out of one request to an API server; null without one.</param>
    public AutoAdvancingTime(int attemptSeconds = AttemptSeconds, int? requestSeconds = null)
        : base(Began) => _deadlines =
        [
            attemptSeconds,
            requestSeconds ?? attemptSeconds,
            requestSeconds is null ? attemptSeconds : ObjectSeconds,
            CheckSeconds,
            CollectSeconds,
        ];

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

    /// <summary>The duration of the run by this clock, in seconds.</summary>
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

    /// <summary>Advances the clock.</summary>
    public void Pass(int seconds) => Advance(TimeSpan.FromSeconds(seconds));
}
