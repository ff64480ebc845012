namespace SecurityResponder.Server.Pages;

/// <summary>The page that lists clusters one by one.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Heading">The number of clusters.</param>
/// <param name="Days">The length of the time window.</param>
/// <param name="Filters">The time window and the filters.</param>
/// <param name="Clusters">The clusters, last seen first.</param>
public sealed record FleetModel(
    LayoutModel Layout, string Heading, int Days, FiltersModel Filters, IReadOnlyList<FleetRowModel> Clusters);

/// <summary>One cluster.</summary>
/// <param name="NameHref">The address that the form with the name is sent to.</param>
/// <param name="MaxNameLength">The characters of the longest name.</param>
/// <param name="Id">The keyed hash of its UID.</param>
/// <param name="ShortId">The first digits of the id.</param>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Nodes">The number of nodes, e.g. <c>43 nodes</c>; null if not shared.</param>
/// <param name="Version">The installed version.</param>
/// <param name="VersionHref">The page of the release; null if the feed does not list it.</param>
/// <param name="Support">The support status of the minor version.</param>
/// <param name="HasCves">Whether CVEs affect the cluster.</param>
/// <param name="Cves">The number of these CVEs, or <c>none</c> or <c>unknown</c>.</param>
/// <param name="UrgentLevels">How many of them are critical and how many are high.</param>
/// <param name="Upgrade">The release to upgrade to; null if none is recommended.</param>
/// <param name="Advice">What the upgrade fixes, or why none is recommended.</param>
/// <param name="LastSeen">When the cluster last reported.</param>
public sealed record FleetRowModel(
    string NameHref, int MaxNameLength, string Id, string ShortId, string Name, string? Nodes, string Version, string? VersionHref,
    BadgeModel Support, bool HasCves, string Cves, IReadOnlyList<BadgeModel> UrgentLevels, LinkModel? Upgrade, string Advice,
    string LastSeen);
