using SecurityResponder.Feeds;

namespace SecurityResponder.Client.Checking;

/// <summary>How a check ended. Each is an expected ending: the exit code is 0 whichever it was.</summary>
internal abstract record CheckOutcome;

/// <summary>There is something to judge by: the responder answered, or a feed was read.</summary>
/// <param name="Feed">What is known.</param>
/// <param name="IntervalInMinutes">How often the responder wants to be asked; null when it does not say.</param>
/// <param name="Attempts">How many attempts it took.</param>
internal sealed record Answered(Feed Feed, int? IntervalInMinutes, int Attempts) : CheckOutcome;

/// <summary>The responder took the report, but its answer cannot be understood; or what was read is no feed, or not to be trusted.</summary>
/// <param name="Reason">What is wrong with it, and where.</param>
internal sealed record Unreadable(string Reason) : CheckOutcome;

/// <summary>The responder refused the report; asking again would not help.</summary>
/// <param name="Reason">Its status, or where it redirected to.</param>
internal sealed record Rejected(string Reason) : CheckOutcome;

/// <summary>No answer: as it should be in a disconnected cluster.</summary>
/// <param name="Reason">Why the last attempt failed.</param>
/// <param name="Attempts">How many were made.</param>
internal sealed record Unreachable(string Reason, int Attempts) : CheckOutcome;
