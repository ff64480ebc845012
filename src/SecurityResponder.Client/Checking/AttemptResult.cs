namespace SecurityResponder.Client.Checking;

/// <summary>The result of one attempt.</summary>
internal abstract record AttemptResult;

/// <summary>The attempt ended the check.</summary>
/// <param name="Outcome">The outcome of the check.</param>
internal sealed record Completed(CheckOutcome Outcome) : AttemptResult;

/// <summary>The attempt failed and can be repeated.</summary>
/// <param name="Reason">The cause.</param>
/// <param name="RetryAfter">The wait that the server asks for; null when it does not ask.</param>
internal sealed record Failed(string Reason, TimeSpan? RetryAfter) : AttemptResult;
