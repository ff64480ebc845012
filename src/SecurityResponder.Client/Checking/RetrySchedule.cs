namespace SecurityResponder.Client.Checking;

/// <summary>When to try again: after what the responder asks for when that is sane, else exponentially with jitter.</summary>
internal static class RetrySchedule
{
    /// <summary>Attempts in all.</summary>
    public const int MaxAttempts = 3;

    // A pod that waits costs memory. What asks for more than this is not sane, and is treated as if it had not been said.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>The wait behind a failed attempt.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="retryAfter">What the responder asks for; null when it does not.</param>
    /// <param name="jitter">From 0 to 1; spreads clusters that failed at the same moment.</param>
    /// <returns>Null when there is no further attempt.</returns>
    public static TimeSpan? Wait(int attempt, TimeSpan? retryAfter, double jitter) =>
        attempt >= MaxAttempts ? null
        : retryAfter is { } wait && wait >= TimeSpan.Zero && wait <= LongestRetryAfter ? wait
        : TimeSpan.FromSeconds(Math.Pow(2, attempt) * (0.5 + jitter));
}
