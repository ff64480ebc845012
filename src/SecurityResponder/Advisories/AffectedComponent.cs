using SecurityResponder.Components;

namespace SecurityResponder.Advisories;

/// <summary>A component and its versions that are affected by an advisory.</summary>
public sealed record AffectedComponent
{
    /// <summary>The component.</summary>
    public required Component Component { get; init; }

    /// <summary>Intervals of affected versions.</summary>
    public IReadOnlyList<AffectedRange> Ranges { get; init; } = [];

    /// <summary>Affected versions by name.</summary>
    public IReadOnlyList<ComponentVersion> Versions { get; init; } = [];

    /// <summary>Intervals that end or begin at a commit instead of a release (a Go pseudo-version): they cannot be compared with a
    /// release's version.</summary>
    public IReadOnlyList<AffectedRange> CommitRanges { get; init; } = [];

    /// <summary>The major versions that this entry covers.</summary>
    public MajorScope Majors { get; init; } = MajorScope.All;

    /// <summary>The operating systems of affected nodes, e.g. <c>windows</c>; empty for all.</summary>
    public IReadOnlyList<string> OperatingSystems { get; init; } = [];

    /// <summary>Whether a version of the component is affected
    /// (<see href="https://ossf.github.io/osv-schema/#evaluation"/>: it is named, or lies in a range).</summary>
    public bool Affects(ComponentVersion version)
    {
        if (!Majors.Contains(version.Major))
        {
            return false;
        }

        for (var i = 0; i < Versions.Count; i++)
        {
            if (version.CompareToBound(Versions[i]) == 0)
            {
                return true;
            }
        }

        for (var i = 0; i < Ranges.Count; i++)
        {
            if (Ranges[i].Contains(version))
            {
                return true;
            }
        }

        return false;
    }
}
