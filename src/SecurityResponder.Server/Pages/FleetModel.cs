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
/// <param name="Name">Its name, with the form that sets it.</param>
/// <param name="Nodes">The number of nodes, e.g. <c>43 nodes</c>; null if not shared.</param>
/// <param name="Version">The installed version.</param>
/// <param name="VersionHref">The page of the release; null if the feed does not list it.</param>
/// <param name="Marks">Whether the release was withdrawn, and whether it is for Prime customers.</param>
/// <param name="Support">The support status of the minor version.</param>
public sealed record FleetRowModel(
    ClusterNameModel Name, string? Nodes, string Version, string? VersionHref, IReadOnlyList<BadgeModel> Marks, BadgeModel Support)
{
    /// <summary>Whether CVEs affect the cluster.</summary>
    public required bool HasCves { get; init; }

    /// <summary>The number of these CVEs, or <c>none</c>, <c>none known</c> or <c>unknown</c>.</summary>
    public required string Cves { get; init; }

    /// <summary>How many of them are exploited, critical, high and unrated, and how many CVEs are undecided.</summary>
    public required IReadOnlyList<BadgeModel> Levels { get; init; }

    /// <summary>The release to upgrade to; null if none is recommended.</summary>
    public required LinkModel? Upgrade { get; init; }

    /// <summary>What the upgrade changes and how it is made, or why none is recommended; one sentence each.</summary>
    public required IReadOnlyList<string> Advice { get; init; }

    /// <summary>When the cluster last reported.</summary>
    public required string LastSeen { get; init; }
}

/// <summary>The name of a cluster, with the form that sets it.</summary>
/// <param name="Href">The address that the form is sent to.</param>
/// <param name="MaxLength">The characters of the longest name.</param>
/// <param name="Id">The keyed hash of the cluster's UID.</param>
/// <param name="ShortId">The first digits of the id.</param>
/// <param name="Text">The name; empty if it has none.</param>
public sealed record ClusterNameModel(string Href, int MaxLength, string Id, string ShortId, string Text);
