using SecurityResponder.Releases;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>A column that the list of clusters is sorted by.</summary>
/// <param name="Name">Its name in URLs, e.g. <c>version</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="IsDescendingFirst">Whether a first click on the heading sorts in descending order.</param>
internal sealed record FleetColumn(string Name, string Title, bool IsDescendingFirst)
{
    /// <summary>How the store sorts by it, or clusters that are equal in <see cref="Comparison"/>.</summary>
    public FleetSort Sort { get; private init; } = FleetSort.LastSeen;

    /// <summary>How groups of clusters with the same assessment are sorted; null when the store sorts by a column of its own.</summary>
    public Comparison<AssessmentSummary>? Comparison { get; private init; }

    /// <summary>Whether it holds numbers.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>The time of the last report, which lists are sorted by unless a URL says otherwise.</summary>
    public static FleetColumn LastSeen { get; } = new("seen", "Last seen", true);

    /// <summary>All columns, in the order of the page.</summary>
    public static IReadOnlyList<FleetColumn> All { get; } =
    [
        new("cluster", "Cluster", false) { Sort = FleetSort.Name },
        new("nodes", "Nodes", true) { Sort = FleetSort.Nodes, IsNumber = true },
        new("version", "Version", false) { Comparison = CompareVersions },
        new("support", "Support", false) { Comparison = (one, other) => LastDay(one).CompareTo(LastDay(other)) },
        new("cves", "CVEs", true) { Comparison = (one, other) => Urgency(one).CompareTo(Urgency(other)) },
        LastSeen,
    ];

    /// <summary>The column with a name; null when there is none.</summary>
    public static FleetColumn? Find(string? name) => All.FirstOrDefault(column => column.Name == name);

    // What is not a version comes first, by its text.
    private static int CompareVersions(AssessmentSummary one, AssessmentSummary other) => (one.Version, other.Version) switch
    {
        ({ } version, { } otherVersion) => version.CompareTo(otherVersion),
        (null, null) => string.CompareOrdinal(one.Installed, other.Installed),
        (null, _) => -1,
        _ => 1,
    };

    private static DateOnly LastDay(AssessmentSummary summary) => summary.Support switch
    {
        Support.EndOfLife ended => ended.On,
        Support.Supported supported => supported.Until,
        _ => DateOnly.MaxValue,
    };

    private static (int, int, int, int, int) Urgency(AssessmentSummary summary) =>
        (summary.Counts.Exploited, summary.Counts.Critical, summary.Counts.High, summary.Counts.Total, summary.Undecided);
}
