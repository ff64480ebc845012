using SecurityResponder.Components;

namespace SecurityResponder.Advisories;

/// <summary>A condition under which a cluster is affected by an advisory. It comes from the feed.</summary>
/// <param name="Component">The component that it is about; null for all.</param>
/// <param name="OperatingSystems">Operating systems of affected nodes, in lower case, e.g. <c>windows</c>; empty for all.</param>
/// <param name="Reason">Why, in one sentence; null when the feed does not say.</param>
/// <param name="Source">http or https URL of the source; null when the feed has none.</param>
public sealed record AdvisoryCondition(
    Component? Component, IReadOnlyList<string> OperatingSystems, string? Reason = null, string? Source = null);
