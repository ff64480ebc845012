using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>A release to move to, and what that changes. Each list is worst first.</summary>
/// <param name="Release">Where to; its notes are at <see cref="Release.NotesUrl"/>.</param>
/// <param name="Fixes">Findings of the installed version that it closes.</param>
/// <param name="Remains">Findings that it leaves open, or of which the feed cannot say that it closes them.</param>
/// <param name="Brings">Findings that the installed version does not have.</param>
public sealed record Upgrade(Release Release, IReadOnlyList<Finding> Fixes, IReadOnlyList<Finding> Remains, IReadOnlyList<Finding> Brings);
