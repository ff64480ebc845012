using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Components;
using SecurityResponder.Feed.Explaining;
using SecurityResponder.Feed.Merging;

namespace SecurityResponder.Feed.Reporting.Content;

/// <summary>What the report says about an advisory.</summary>
/// <param name="Advisory">The advisory.</param>
internal sealed record CveEntry(Advisory Advisory)
{
    /// <summary>The releases that it affects, newest first.</summary>
    public required IReadOnlyList<(ReleaseEntry Release, Finding Finding)> Affected { get; init; }

    /// <summary>The releases for which it cannot be decided.</summary>
    public required IReadOnlyList<(ReleaseEntry Release, UndecidedAdvisory Undecided)> Undecided { get; init; }

    /// <summary>The VEX statements that exclude a release.</summary>
    public required IReadOnlyList<(ReleaseEntry Release, VexStatement Statement)> Excluded { get; init; }

    /// <summary>The releases that it does not affect.</summary>
    public required IReadOnlyList<ReleaseEntry> NotAffected { get; init; }

    /// <summary>The releases that an affected Go built; whether they are affected is unknown.</summary>
    public required IReadOnlyList<ReleaseEntry> BuiltWithAffectedGo { get; init; }

    /// <summary>The CVSS vectors of the severity that is used.</summary>
    public IReadOnlyList<string> Vectors { get; init; } = [];

    /// <summary>Where it comes from; null when only the feed is known.</summary>
    public AdvisoryOrigin? Origin { get; init; }

    /// <summary>What scans of images say about it.</summary>
    public IReadOnlyList<ScanRemark> Scans { get; init; } = [];

    /// <summary>Explains the decision about a release; null when only the feed is known.</summary>
    public Func<ReleaseEntry, ReleaseExplanation>? Explain { get; init; }

    /// <summary>Whether it is about Go itself only.</summary>
    public bool IsAboutGo => Advisory.Affected.Count > 0
        && Advisory.Affected.All(affected => affected.Component == Component.Go);

    /// <summary>The affected components, each once.</summary>
    public IReadOnlyList<string> Components => [.. Advisory.Affected.Select(affected => affected.Component.Name).Distinct()];
}
