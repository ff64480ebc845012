using SecurityResponder.Components;

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

/// <summary>A statement about a build of a component.</summary>
/// <param name="Component">The component.</param>
/// <param name="Status">The status.</param>
/// <param name="Justification">The OpenVEX justification, e.g. <c>vulnerable_code_not_in_execute_path</c>; null when not given.</param>
public sealed record VexStatement(Component Component, VexStatus Status, string? Justification = null)
{
    /// <summary>The image that it is about, by the last parts of its name, e.g. <c>rancher/hardened-calico</c>; null for every image of the
    /// component.</summary>
    public string? Product { get; init; }

    /// <summary>The version of the image that it is about, e.g. <c>v3.32.1-build20260722</c>; null for every version, which counts only
    /// for <see cref="VexStatus.NotAffected"/> and <see cref="VexStatus.UnderInvestigation"/>.</summary>
    public string? Version { get; init; }

    /// <summary>http or https URL of the document; null when the feed has none.</summary>
    public string? Source { get; init; }
}
