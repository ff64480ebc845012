using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Curation;

/// <summary>What no source says, or says wrongly: <c>curation.yaml</c>. Every entry has a reason and a link.</summary>
internal sealed record CurationFile
{
    /// <summary>A file without entries.</summary>
    public static CurationFile Empty { get; } = new();

    /// <summary>Corrections of advisories, each id once.</summary>
    public IReadOnlyList<CuratedAdvisory> Advisories { get; init; } = [];

    /// <summary>Ratings by CVE id.</summary>
    public IReadOnlyList<CuratedRating> Ratings { get; init; } = [];

    /// <summary>Marks of releases.</summary>
    public IReadOnlyList<CuratedRelease> Releases { get; init; } = [];

    /// <summary>The last days of support.</summary>
    public IReadOnlyList<CuratedSupport> Support { get; init; } = [];

    /// <summary>What looks wrong to <c>check</c>, but is right.</summary>
    public IReadOnlyList<AcceptedIssue> Accepted { get; init; } = [];
}

/// <summary>Why an entry exists.</summary>
/// <param name="Reason">One sentence.</param>
/// <param name="Source">http or https URL.</param>
/// <param name="Line">The line in the file, from 1.</param>
internal sealed record CurationReason(string Reason, string Source, long Line);

/// <summary>A correction of an advisory, or an advisory that no source has.</summary>
/// <param name="Id">One of its ids.</param>
/// <param name="Reason">Why.</param>
internal sealed record CuratedAdvisory(string Id, CurationReason Reason)
{
    /// <summary>Other ids, for an advisory that no source has.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>One line; null to use that of a source.</summary>
    public string? Summary { get; init; }

    /// <summary>RFC 3339 or a date; null to use that of a source.</summary>
    public string? Published { get; init; }

    /// <summary>Replaces all ranges of these components.</summary>
    public IReadOnlyList<ComponentPackage> Affected { get; init; } = [];

    /// <summary>Packages that sources list, but that are not affected, e.g. <c>github.com/containerd/containerd</c>.</summary>
    public IReadOnlyList<string> NotAffected { get; init; } = [];

    /// <summary>Conditions.</summary>
    public IReadOnlyList<AnswerCondition> Conditions { get; init; } = [];

    /// <summary>What must be done beside the upgrade; null for nothing.</summary>
    public string? RequiredAction { get; init; }

    /// <summary>What helps until the upgrade; null for nothing.</summary>
    public string? Workaround { get; init; }
}

/// <summary>A rating that no source file contains.</summary>
/// <param name="Id">The CVE id.</param>
/// <param name="Rating">The rating.</param>
/// <param name="Reason">Why.</param>
internal sealed record CuratedRating(string Id, Rating Rating, CurationReason Reason);

/// <summary>Marks of a release.</summary>
/// <param name="Version">The release.</param>
/// <param name="IsPrime">Whether it is for Prime customers only; null to use the release notes.</param>
/// <param name="IsWithdrawn">Whether it was withdrawn; null to use the channels.</param>
/// <param name="Go">The Go version; null to use the release notes.</param>
/// <param name="MinUpgradable">The oldest version that can be upgraded directly to it; null for any.</param>
/// <param name="Reason">Why.</param>
internal sealed record CuratedRelease(
    ReleaseVersion Version, bool? IsPrime, bool? IsWithdrawn, string? Go, string? MinUpgradable, CurationReason Reason);

/// <summary>
/// What looks wrong, but is right: an advisory, e.g. because a later release is affected again or because nobody rates it, a component
/// without a version, or a minor without releases.
/// </summary>
/// <param name="Subject">The id that the feed shows, or what <see cref="Missing"/> or <see cref="MissingMinor"/> returns.</param>
/// <param name="IsAdvisory">Whether the subject is the id of an advisory.</param>
/// <param name="Reason">Why it is right.</param>
internal sealed record AcceptedIssue(string Subject, bool IsAdvisory, CurationReason Reason)
{
    /// <summary>The subject of a component without a version in a release.</summary>
    public static string Missing(string component, ReleaseVersion release) => $"{component} in {release}";

    /// <summary>The subject of a minor without releases.</summary>
    public static string MissingMinor(MinorVersion minor) => $"releases of {minor}";
}

/// <summary>The last day of support of a minor.</summary>
/// <param name="Minor">The minor.</param>
/// <param name="LastDay">The last day.</param>
/// <param name="Reason">Why.</param>
internal sealed record CuratedSupport(MinorVersion Minor, DateOnly LastDay, CurationReason Reason);
