using SecurityResponder.Advisories;

namespace SecurityResponder.Assessments;

/// <summary>An advisory that cannot be decided. It is never treated as if it did not affect the cluster.</summary>
/// <param name="Advisory">The advisory.</param>
/// <param name="Missing">The missing facts, at least one.</param>
public sealed record UndecidedAdvisory(Advisory Advisory, IReadOnlyList<MissingFact> Missing);
