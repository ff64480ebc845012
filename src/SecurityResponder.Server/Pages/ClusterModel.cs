namespace SecurityResponder.Server.Pages;

/// <summary>The page of one cluster: its CVEs, the advice, what it reported, and its history.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Heading">The name, or the first digits of the id.</param>
/// <param name="Row">The cluster as in the list.</param>
public sealed record ClusterModel(LayoutModel Layout, string Heading, FleetRowModel Row)
{
    /// <summary>Whether a feed has been loaded.</summary>
    public required bool HasFeed { get; init; }

    /// <summary>The heading of the CVEs, e.g. <c>5 CVEs affect this cluster</c>.</summary>
    public required string CvesHeading { get; init; }

    /// <summary>The CVEs that affect the cluster, worst first.</summary>
    public required IReadOnlyList<FindingModel> Findings { get; init; }

    /// <summary>The CVEs for which a fact is missing.</summary>
    public required IReadOnlyList<UndecidedModel> Undecided { get; init; }

    /// <summary>What the cluster reported last, by the name of the column.</summary>
    public required IReadOnlyList<ComponentModel> Reported { get; init; }

    /// <summary>The versions that the cluster ran, latest first.</summary>
    public required IReadOnlyList<VersionPeriodModel> History { get; init; }

    /// <summary>The first day of the history that the store keeps.</summary>
    public required DateModel HistorySince { get; init; }
}

/// <summary>A time in which a cluster reported the same version.</summary>
/// <param name="Version">The version.</param>
/// <param name="VersionHref">The page of the release; null if the feed does not list it.</param>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day.</param>
/// <param name="Days">The number of days with a report, e.g. <c>12 of 14</c>.</param>
/// <param name="Nodes">The numbers of nodes, e.g. <c>3</c> or <c>3 to 5</c>; null if not shared.</param>
public sealed record VersionPeriodModel(
    string Version, string? VersionHref, string First, string Last, string Days, string? Nodes);
