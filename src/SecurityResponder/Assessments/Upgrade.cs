using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>A release to upgrade to, and what that changes. Each list is sorted by severity.</summary>
/// <param name="Release">The release; its notes are at <see cref="Release.NotesUrl"/>.</param>
/// <param name="Fixes">Findings of the installed version that it fixes.</param>
/// <param name="Remains">Findings that it does not fix, or that cannot be decided.</param>
/// <param name="Brings">Findings that the installed version does not have.</param>
public sealed record Upgrade(Release Release, IReadOnlyList<Finding> Fixes, IReadOnlyList<Finding> Remains, IReadOnlyList<Finding> Brings);
