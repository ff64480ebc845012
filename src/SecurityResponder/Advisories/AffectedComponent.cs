using SecurityResponder.Components;

namespace SecurityResponder.Advisories;

/// <summary>A component and its versions that are affected by an advisory.</summary>
public sealed record AffectedComponent
{
    // Arrays: an element of an interface's list is an indirect call, and dozens of releases are compared with thousands of advisories.
    private readonly AffectedRange[] _ranges = [];
    private readonly ComponentVersion[] _versions = [];

    /// <summary>The component.</summary>
    public required Component Component { get; init; }

    /// <summary>Intervals of affected versions.</summary>
    public IReadOnlyList<AffectedRange> Ranges
    {
        get => _ranges;
        init => _ranges = [.. value];
    }

    /// <summary>Affected versions by name.</summary>
    public IReadOnlyList<ComponentVersion> Versions
    {
        get => _versions;
        init => _versions = [.. value];
    }

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

        foreach (var named in _versions)
        {
            if (version.CompareToBound(named) == 0)
            {
                return true;
            }
        }

        foreach (var range in _ranges)
        {
            if (range.Contains(version))
            {
                return true;
            }
        }

        return false;
    }
}
