namespace SecurityResponder.Components;

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

    /// <summary>Versions 0 and 1, whose Go modules have no version in their path.</summary>
    public static MajorScope Unversioned { get; } = All with { Last = 1 };

    /// <summary>Whether a major version is covered.</summary>
    public bool Contains(int major) => major >= First && major <= Last && !Except.Contains(major);
}
