namespace SecurityResponder.Releases;

/// <summary>A release of RKE2, as a feed describes it.</summary>
public sealed record Release
{
    /// <summary>Its version, which is also its name.</summary>
    public required ReleaseVersion Version { get; init; }

    /// <summary>When it was released, UTC; null when the feed does not say.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>E.g. <c>latest</c>. Says nothing about safety: the newest release can be vulnerable too.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Version text of each bundled component by the feed's name, e.g. <c>etcd</c> → <c>v3.6.7-k3s1</c>; empty when the feed does
    /// not say.</summary>
    public IReadOnlyDictionary<string, string> Components { get; init; } = new Dictionary<string, string>();

    /// <summary>An http or https address; null when the feed has none.</summary>
    public string? NotesUrl { get; init; }

    /// <summary>Ids of the CVEs that the feed lists on this release.</summary>
    public IReadOnlyList<string> ListedCves { get; init; } = [];

    /// <summary>The oldest version that can move to this one directly; null for any.</summary>
    public ReleaseVersion? MinUpgradable { get; init; }
}
