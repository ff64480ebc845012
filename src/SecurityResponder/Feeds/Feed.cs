using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feeds;

/// <summary>RKE2's releases and their advisories, from a responder's answer or a feed file.</summary>
public sealed record Feed
{
    /// <summary>When the feed was generated, UTC; null when unknown. Data about a release changes after the release, so this is shown
    /// with every result.</summary>
    public DateTimeOffset? GeneratedAt { get; init; }

    /// <summary>Newest first, each version once.</summary>
    public required IReadOnlyList<Release> Releases { get; init; }

    /// <summary>The advisories, each once with all its ids; withdrawn ones are left out.</summary>
    public required IReadOnlyList<Advisory> Advisories { get; init; }

    /// <summary>The last day of support by minor.</summary>
    public IReadOnlyDictionary<MinorVersion, DateOnly> LastDays { get; init; } = new Dictionary<MinorVersion, DateOnly>();

    /// <summary>Ids of the advisories that are not about a component of RKE2.</summary>
    public IReadOnlyList<string> OtherAdvisories =>
        [.. Advisories.Where(advisory => advisory.Affected.Count == 0).Select(advisory => advisory.Id)];

    /// <summary>The versions of each component for which the advisories are complete; empty when they are complete for all.</summary>
    public IReadOnlyList<CoveredVersions> Covered { get; init; } = [];

    /// <summary>Number of entries of <c>versions</c> and <c>advisories</c> without a readable name; they are left out.</summary>
    public int Unreadable { get; init; }

    /// <summary>Interprets an answer; never fails. Without <c>advisories</c>, the CVE ids on each release become advisories of unknown
    /// severity that affect exactly the releases that list them. With <c>advisories</c>, those ids are ignored.</summary>
    public static Feed FromAnswer(Answer answer)
    {
        var releases = ReleaseParser.All(answer.Versions ?? [], out var unnamed);
        var unidentified = 0;
        var advisories = answer.Advisories is null
            ? ListedCves.AsAdvisories(releases)
            : AdvisoryParser.All(answer.Advisories, out unidentified);
        return new Feed
        {
            GeneratedAt = ValueParser.Instant(answer.Generated),
            Releases = releases,
            Advisories = advisories,
            LastDays = ReleaseParser.LastDays(answer.Support ?? []),
            Covered = CoveredVersions.All(answer.Covers ?? []),
            Unreadable = unnamed + unidentified,
        };
    }

    /// <summary>Whether the advisories are complete for a version of a component; for an unknown version, whether they are complete for
    /// every version.</summary>
    public bool Covers(Component component, ComponentVersion? version) => Covered.Count == 0 || Covered.Any(covered =>
        version is null ? covered.Component == component && covered.IsEverything : covered.Includes(component, version));

    /// <summary>The release with a version; null when the feed does not list it.</summary>
    public Release? Find(ReleaseVersion version) => Releases.FirstOrDefault(release => release.Version == version);

    /// <summary>Whether a minor is supported at an instant.</summary>
    public Support SupportOf(MinorVersion minor, DateTimeOffset now) =>
        Support.Of(LastDays.TryGetValue(minor, out var day) ? day : null, now);
}
