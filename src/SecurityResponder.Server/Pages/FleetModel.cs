namespace SecurityResponder.Server.Pages;

/// <summary>The page that lists clusters one by one.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Heading">The number of clusters.</param>
/// <param name="Days">The length of the time window.</param>
/// <param name="Filters">The time window and the filters by value.</param>
/// <param name="Form">The search and the filters by state.</param>
public sealed record FleetModel(LayoutModel Layout, string Heading, int Days, FiltersModel Filters, FleetFormModel Form)
{
    /// <summary>Whether a feed has been loaded.</summary>
    public required bool HasFeed { get; init; }

    /// <summary>The headings, with links that sort by them.</summary>
    public required IReadOnlyList<SortModel> Columns { get; init; }

    /// <summary>The clusters of this page.</summary>
    public required IReadOnlyList<FleetRowModel> Clusters { get; init; }

    /// <summary>The text that is shown instead of the table.</summary>
    public required string EmptyText { get; init; }

    /// <summary>The links to the other pages; null when there is one page.</summary>
    public required PagerModel? Pager { get; init; }

    /// <summary>The same clusters as a CSV file.</summary>
    public required string CsvHref { get; init; }
}

/// <summary>The form with the search and the filters by state.</summary>
/// <param name="Search">The text that is searched for; empty for none.</param>
/// <param name="MaxLength">The characters of the longest search.</param>
/// <param name="States">The states to choose from.</param>
/// <param name="Silent">The numbers of days without a report to choose from.</param>
/// <param name="Kept">Parameters of the page that the form keeps.</param>
/// <param name="ClearHref">The list without search and filters; null when there are none.</param>
/// <param name="FindHref">The address that looks up a cluster by its UUID.</param>
public sealed record FleetFormModel(
    string Search, int MaxLength, IReadOnlyList<ChoiceModel> States, IReadOnlyList<ChoiceModel> Silent,
    IReadOnlyList<ParameterModel> Kept, string? ClearHref, string FindHref);

/// <summary>A choice of a form.</summary>
/// <param name="Value">Its value; empty for any.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsSelected">Whether it is chosen.</param>
public sealed record ChoiceModel(string Value, string Text, bool IsSelected);

/// <summary>A parameter of an address.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record ParameterModel(string Name, string Value);

/// <summary>A heading that sorts the table.</summary>
/// <param name="Href">Sorts by the column; null when that is not possible.</param>
/// <param name="Text">The heading.</param>
/// <param name="Order">The value of <c>aria-sort</c>: <c>ascending</c>, <c>descending</c>, or null when it is not sorted by it.</param>
/// <param name="IsNumber">Whether the column holds numbers.</param>
public sealed record SortModel(string? Href, string Text, string? Order, bool IsNumber);

/// <summary>The links to the other pages of a list.</summary>
/// <param name="Text">E.g. <c>Clusters 101 to 200 of 1,240</c>.</param>
/// <param name="First">The first page; null on it.</param>
/// <param name="Previous">The page before; null on the first page.</param>
/// <param name="Next">The page after; null on the last page.</param>
/// <param name="Last">The last page; null on it.</param>
public sealed record PagerModel(string Text, string? First, string? Previous, string? Next, string? Last);

/// <summary>One cluster.</summary>
/// <param name="Name">Its name, with the form that sets it.</param>
/// <param name="Nodes">The number of nodes, e.g. <c>43</c>; null if not shared.</param>
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
    public required DateModel LastSeen { get; init; }
}

/// <summary>The name of a cluster, with the form that sets it.</summary>
/// <param name="Href">The address that the form is sent to.</param>
/// <param name="PageHref">The page of the cluster; null on that page.</param>
/// <param name="MaxLength">The characters of the longest name.</param>
/// <param name="Id">The keyed hash of the cluster's UID.</param>
/// <param name="ShortId">The first digits of the id.</param>
/// <param name="Text">The name; empty if it has none.</param>
public sealed record ClusterNameModel(string Href, string? PageHref, int MaxLength, string Id, string ShortId, string Text);
