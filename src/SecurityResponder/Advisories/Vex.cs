namespace SecurityResponder.Advisories;

/// <summary>What RKE2's makers say about a flaw in their build
/// (<see href="https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md#status-labels"/>).</summary>
public enum VexStatus
{
    /// <summary>The flaw is there.</summary>
    Affected,

    /// <summary>The flaw cannot be used there.</summary>
    NotAffected,

    /// <summary>The build carries the fix.</summary>
    Fixed,

    /// <summary>Nobody knows yet.</summary>
    UnderInvestigation,
}

/// <summary>One statement about one component.</summary>
/// <param name="Component">Which.</param>
/// <param name="Status">What is said.</param>
/// <param name="Justification">Why, in OpenVEX's words, e.g. <c>vulnerable_code_not_in_execute_path</c>; null when not given.</param>
public sealed record VexStatement(Component Component, VexStatus Status, string? Justification = null);
