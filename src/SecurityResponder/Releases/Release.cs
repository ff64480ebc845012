namespace SecurityResponder.Releases;

/// <summary>A release of RKE2, as a feed describes it.</summary>
public sealed record Release
{
    /// <summary>The version, which is also the name.</summary>
    public required ReleaseVersion Version { get; init; }

    /// <summary>When it was released, UTC; null when unknown.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>E.g. <c>latest</c>. The newest release can be vulnerable too.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The tags that say something: Longhorn's server takes no release without one, so a release of no channel has its own
    /// name as a tag.</summary>
    public IEnumerable<string> Channels => Tags.Where(tag => tag != Version.ToString());

    /// <summary>Versions of the bundled components by name, e.g. <c>etcd</c> → <c>v3.6.7-k3s1</c>; empty when unknown.</summary>
    public IReadOnlyDictionary<string, string> Components { get; init; } = new Dictionary<string, string>();

    /// <summary>http or https URL of the release notes; null when the feed has none.</summary>
    public string? NotesUrl { get; init; }

    /// <summary>Ids of the CVEs that the feed lists on this release.</summary>
    public IReadOnlyList<string> ListedCves { get; init; } = [];

    /// <summary>The oldest version that can upgrade to this one directly; null for any.</summary>
    public ReleaseVersion? MinUpgradable { get; init; }

    /// <summary>The Go version that built it, e.g. <c>1.25.11</c>; null when the feed does not say.</summary>
    public string? GoVersion { get; init; }

    /// <summary>Whether RKE2 withdrew it (its channel server excludes it): never a target of an upgrade.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Whether only RKE2 Prime customers can take it.</summary>
    public bool IsPrimeOnly { get; init; }
}
