namespace SecurityResponder.Advisories;

/// <summary>RKE2's statement about a vulnerability in its build
/// (<see href="https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md#status-labels"/>).</summary>
public enum VexStatus
{
    /// <summary>The build is affected.</summary>
    Affected,

    /// <summary>The build is not affected.</summary>
    NotAffected,

    /// <summary>The build contains the fix.</summary>
    Fixed,

    /// <summary>Not yet decided.</summary>
    UnderInvestigation,
}

/// <summary>A statement about a component.</summary>
/// <param name="Component">The component.</param>
/// <param name="Status">The status.</param>
/// <param name="Justification">The OpenVEX justification, e.g. <c>vulnerable_code_not_in_execute_path</c>; null when not given.</param>
public sealed record VexStatement(Component Component, VexStatus Status, string? Justification = null);
