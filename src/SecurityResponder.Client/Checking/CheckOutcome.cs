using SecurityResponder.Feeds;

namespace SecurityResponder.Client.Checking;

/// <summary>The outcome of a check. All of them are expected.</summary>
internal abstract record CheckOutcome;

/// <summary>The responder answered, or a feed was read.</summary>
/// <param name="Feed">The advisories and releases.</param>
/// <param name="IntervalInMinutes">The interval between reports that the responder asks for; null when it does not ask.</param>
/// <param name="Attempts">The number of attempts.</param>
internal sealed record Answered(Feed Feed, int? IntervalInMinutes, int Attempts) : CheckOutcome
{
    /// <summary>Whether a report was to be sent beside the feed, and could not be.</summary>
    public bool LacksReport { get; init; }
}

/// <summary>The responder accepted the report, but its answer cannot be parsed; or the feed is invalid or not trusted.</summary>
/// <param name="Reason">The cause, with its position where there is one.</param>
internal sealed record Unreadable(string Reason) : CheckOutcome;

/// <summary>The responder rejected the report. A retry would not help.</summary>
/// <param name="Reason">The status, or the address that it redirected to.</param>
internal sealed record Rejected(string Reason) : CheckOutcome
{
    /// <summary>Whether the status is 404.</summary>
    public bool IsNotFound { get; init; }
}

/// <summary>There was no answer. This is normal in a disconnected cluster.</summary>
/// <param name="Reason">Why the last attempt failed.</param>
/// <param name="Attempts">The number of attempts.</param>
internal sealed record Unreachable(string Reason, int Attempts) : CheckOutcome;
