using SecurityResponder.Advisories;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>A release to upgrade to, and what that changes. Each list is sorted, worst first.</summary>
/// <param name="Release">The release; its notes are at <see cref="Release.NotesUrl"/>.</param>
/// <param name="Fixes">Findings of the cluster that it fixes.</param>
/// <param name="Remains">Findings of the cluster that it does not fix, or that cannot be decided for it.</param>
/// <param name="Brings">Findings that the cluster does not have, or that cannot be decided for the cluster now.</param>
public sealed record Upgrade(Release Release, IReadOnlyList<Finding> Fixes, IReadOnlyList<Finding> Remains, IReadOnlyList<Finding> Brings)
{
    /// <summary>Each release to install on the way, in order; the last one is <see cref="Release"/>.</summary>
    public IReadOnlyList<Release> Path { get; init; } = [];

    /// <summary>Advisories that cannot be decided for the release and are not findings of the cluster.</summary>
    public IReadOnlyList<UndecidedAdvisory> Undecided { get; init; } = [];

    /// <summary>Support of the release's minor.</summary>
    public Support Support { get; init; } = Support.Unknown.Instance;

    /// <summary>Whether support of the release ends within 30 days or has ended.</summary>
    public bool EndsSoon { get; init; }

    /// <summary>What is open with the release; undecided advisories count as open.</summary>
    public SeverityCounts Open { get; init; } = SeverityCounts.Of(Enumerable.Empty<Advisory>());
}
