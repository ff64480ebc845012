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

        foreach (var named in Versions)
        {
            if (version.CompareToBound(named) == 0)
            {
                return true;
            }
        }

        foreach (var range in Ranges)
        {
            if (range.Contains(version))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The major versions that a Go module path covers.</summary>
/// <param name="First">The lowest.</param>
/// <param name="Last">The highest.</param>
/// <param name="Except">Versions in between that it does not cover.</param>
/// <remarks>
/// <c>github.com/traefik/traefik</c> with <c>introduced: 0</c> and no fix means versions 0 and 1. Read as "every Traefik" it
/// would include 3.7, which <c>github.com/traefik/traefik/v3</c> in the same advisory lists as fixed
/// (<see href="https://go.dev/ref/mod#major-version-suffixes"/>).
/// </remarks>
public sealed record MajorScope(int First, int Last, IReadOnlySet<int> Except)
{
    /// <summary>All major versions.</summary>
    public static MajorScope All { get; } = new(0, int.MaxValue, new HashSet<int>());

    /// <summary>Whether a major version is covered.</summary>
    public bool Contains(int major) => major >= First && major <= Last && !Except.Contains(major);
}
