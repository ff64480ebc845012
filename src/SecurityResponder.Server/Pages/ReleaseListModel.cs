namespace SecurityResponder.Server.Pages;

/// <summary>The page that lists all releases of the feed.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Releases">The releases, newest first.</param>
/// <param name="FeedDay">The day of the feed; null if it does not say, or there is no feed.</param>
public sealed record ReleaseListModel(LayoutModel Layout, IReadOnlyList<ReleaseRowModel> Releases, string? FeedDay)
{
    internal static ReleaseListModel Of(Navigation navigation, ReleaseFacts facts) => new(
        navigation.Layout("Releases", "/releases"),
        [.. facts.All.Select(release => new ReleaseRowModel(
            $"/releases/{release.Version}", release.Version.ToString(), release.Cves, release.Urgent, DisplayText.Badge(release.Support)))],
        facts.GeneratedAt is { } day ? DisplayText.Day(day) : null);
}

/// <summary>A release in the list.</summary>
/// <param name="Href">The page of the release.</param>
/// <param name="Version">The version, e.g. <c>v1.34.1+rke2r1</c>.</param>
/// <param name="Cves">The number of published CVEs.</param>
/// <param name="UrgentCves">The number of high and critical ones.</param>
/// <param name="Support">The support status.</param>
public sealed record ReleaseRowModel(string Href, string Version, int Cves, int UrgentCves, BadgeModel Support);
