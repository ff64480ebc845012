using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Pages;

/// <summary>The page that lists all releases of the feed.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Releases">The releases, newest first.</param>
/// <param name="FeedDay">The day of the feed; null if it does not say, or there is no feed.</param>
public sealed record ReleaseListModel(LayoutModel Layout, IReadOnlyList<ReleaseRowModel> Releases, string? FeedDay)
{
    internal static ReleaseListModel Of(Navigation navigation, ReleaseFacts facts) => new(
        navigation.Layout("Releases", "/releases"), [.. facts.All.Select(ReleaseRowModel.Of)],
        facts.GeneratedAt is { } day ? DisplayText.Day(day) : null);
}

/// <summary>A release in the list.</summary>
/// <param name="Href">The page of the release.</param>
/// <param name="Version">The version, e.g. <c>v1.34.1+rke2r1</c>.</param>
/// <param name="Marks">Whether it was withdrawn, and whether it is for Prime customers.</param>
/// <param name="Support">The support status.</param>
public sealed record ReleaseRowModel(string Href, string Version, IReadOnlyList<BadgeModel> Marks, BadgeModel Support)
{
    /// <summary>The number of published CVEs.</summary>
    public int Cves { get; init; }

    /// <summary>The number of those that are known to be exploited.</summary>
    public int Exploited { get; init; }

    /// <summary>The number of high and critical ones.</summary>
    public int Urgent { get; init; }

    /// <summary>The number of unrated CVEs.</summary>
    public int Unrated { get; init; }

    /// <summary>The number of CVEs that cannot be decided.</summary>
    public int Undecided { get; init; }

    internal static ReleaseRowModel Of(ReleaseFact release) => new(
        $"/releases/{release.Version}", release.Version.ToString(), DisplayText.Marks(release.IsWithdrawn, release.IsPrimeOnly),
        DisplayText.Badge(release.Support))
    {
        Cves = release.Cves,
        Exploited = release.Counts.Exploited,
        Urgent = release.Urgent,
        Unrated = release.Counts.Unrated,
        Undecided = release.Undecided,
    };
}
