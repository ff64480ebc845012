using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Explaining;

/// <summary>Whether a vulnerability affects a release, and why.</summary>
internal enum ReleaseDecision
{
    /// <summary>The bundled version is affected.</summary>
    Affected,

    /// <summary>The bundled version is outside of all ranges, or a VEX statement names it.</summary>
    NotAffected,

    /// <summary>A fact is missing.</summary>
    Undecided,
}

/// <summary>A place in a source.</summary>
/// <param name="Source">What the source is, e.g. <c>Go vulnerability database GO-2026-5758</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; null when it is unknown.</param>
internal sealed record SourcePlace(string Source, string File, long? Line)
{
    /// <summary>E.g. <c>Go vulnerability database GO-2026-5758, osv/GO-2026-5758.json:34</c>.</summary>
    public override string ToString() => Line is null ? $"{Source}, {File}" : $"{Source}, {File}:{Line}";
}

/// <summary>The decision about one component of a release.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Version">The bundled version; null when it is unknown.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Reason">Why, e.g. <c>in the range &gt;= 2.2.0, &lt; 2.2.5</c>.</param>
/// <param name="Bundled">Where the bundled version stands; null when it is unknown.</param>
/// <param name="Range">Where the range stands; null without a range.</param>
internal sealed record ComponentExplanation(
    string Component, string? Version, ReleaseDecision Decision, string Reason, SourcePlace? Bundled, SourcePlace? Range);

/// <summary>The decision about a release.</summary>
/// <param name="Release">The release.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Components">The decisions about its components.</param>
/// <param name="FixedIn">The release that fixes it; null when there is none, or it is not affected.</param>
internal sealed record ReleaseExplanation(
    ReleaseVersion Release, ReleaseDecision Decision, IReadOnlyList<ComponentExplanation> Components, ReleaseVersion? FixedIn);
