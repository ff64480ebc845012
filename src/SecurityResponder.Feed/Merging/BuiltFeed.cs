using SecurityResponder.Components;
using SecurityResponder.Feed.ReleaseNotes;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Merging;

/// <summary>A feed, and where each of its parts comes from.</summary>
/// <param name="Answer">The feed.</param>
/// <param name="Origins">The origins of its advisories, by id.</param>
/// <param name="Remarks">What was not used, and why.</param>
internal sealed record BuiltFeed(Answer Answer, IReadOnlyDictionary<string, AdvisoryOrigin> Origins, IReadOnlyList<Remark> Remarks);

/// <summary>Where an advisory comes from.</summary>
/// <param name="Entries">All entries about it.</param>
/// <param name="Ranges">The entries whose ranges are used, by component.</param>
/// <param name="Ratings">All ratings; the first one is used.</param>
internal sealed record AdvisoryOrigin(
    IReadOnlyList<SourceEntry> Entries,
    IReadOnlyDictionary<Component, IReadOnlyList<SourceEntry>> Ranges,
    IReadOnlyList<ScoredRating> Ratings);
