namespace SecurityResponder.Client.Checking;

/// <summary>How one attempt ended.</summary>
internal abstract record Attempt;

/// <summary>It ended the check.</summary>
/// <param name="Outcome">So it ended.</param>
internal sealed record Final(CheckOutcome Outcome) : Attempt;

/// <summary>It failed in a way that another attempt may mend.</summary>
/// <param name="Reason">Why.</param>
/// <param name="RetryAfter">How long the responder asks to wait; null when it does not say.</param>
internal sealed record Failed(string Reason, TimeSpan? RetryAfter) : Attempt;
