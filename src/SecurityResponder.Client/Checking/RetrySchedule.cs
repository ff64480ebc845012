namespace SecurityResponder.Client.Checking;

/// <summary>The waits between attempts: a short <c>Retry-After</c> of the responder, otherwise exponential back-off with jitter.</summary>
internal static class RetrySchedule
{
    /// <summary>Attempts in all.</summary>
    public const int MaxAttempts = 3;

    // A waiting pod uses memory, so a longer Retry-After is ignored.
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>Returns the wait after a failed attempt.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="retryAfter">The wait that the responder asks for; null when it does not ask.</param>
    /// <param name="jitter">From 0 to 1; spreads clusters that failed at the same time.</param>
    /// <returns>Null when there is no further attempt.</returns>
    public static TimeSpan? Wait(int attempt, TimeSpan? retryAfter, double jitter) =>
        attempt >= MaxAttempts ? null
        : retryAfter is { } wait && wait >= TimeSpan.Zero && wait <= MaxRetryAfter ? wait
        : TimeSpan.FromSeconds(Math.Pow(2, attempt) * (0.5 + jitter));
}
