using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage;

/// <summary>The statements about single clusters. Lists are filtered, sorted and cut by the database. To find a page, it sorts ids alone:
/// the rows of the page are read afterwards.</summary>
internal abstract partial class FigureStatements
{
    private const string NodeCount = "(c.server_node_count + coalesce(c.agent_node_count, 0))";

    private static readonly string GroupColumns = string.Join(", ", FleetGroup.Columns.Select(column => "c." + column.Name));

    private static readonly string ListColumns =
        $"c.cluster_id, n.name, c.received_at, c.server_node_count, c.agent_node_count, {GroupColumns}";

    /// <summary>The character U+001F, see <see cref="FleetGroup.KeyOf"/>.</summary>
    protected abstract string Separator { get; }

    /// <summary>Selects the texts of a JSON array.</summary>
    protected abstract string TextsOf(string parameter);

    /// <summary>The id of a cluster in hexadecimal digits.</summary>
    protected abstract string IdDigits { get; }

    /// <summary>The latest reports of @cluster from @first to @last: day, version, servers, agents.</summary>
    public abstract string ClusterHistory { get; }

    /// <summary>The position of @search in a text, from 1; 0 when the text does not contain it.</summary>
    protected abstract string PositionIn(string text);

    public string FleetCount(FleetClauses clauses) =>
        $"""
        {LatestReports}
        SELECT count(*)
        {From(clauses)}
        """;

    public string FleetGroups(FleetClauses clauses) =>
        $"""
        {LatestReports}
        SELECT {GroupColumns}, count(*)
        {From(clauses)}
        GROUP BY {GroupColumns}
        """;

    // Without a range there is no LIMIT, not a large one: SQLite would sort a hundred thousand clusters four times as slowly.
    public string FleetClusters(FleetClauses clauses, FleetSort sort, bool isDescending, bool hasRange) => hasRange
        ? $"""
        {LatestReports},
        page AS (
            SELECT c.cluster_id
            {From(clauses, hasNames: sort == FleetSort.Name)}
            ORDER BY {Order(sort, isDescending)}
            LIMIT @limit OFFSET @offset)
        SELECT {ListColumns}
        FROM page p
        JOIN cluster c ON c.cluster_id = p.cluster_id AND c.dev = @dev
        LEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id
        ORDER BY {Order(sort, isDescending)}
        """
        : $"""
        {LatestReports}
        SELECT {ListColumns}
        {From(clauses, hasNames: true)}
        ORDER BY {Order(sort, isDescending)}
        """;

    public string FleetCluster =>
        $"""
        {LatestReports}
        SELECT c.cluster_id, n.name, c.received_at, {ColumnList}
        FROM latest c
        LEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id
        WHERE c.dev = @dev AND c.cluster_id = @cluster
        """;

    private string GroupKey =>
        string.Join($" || {Separator} || ", FleetGroup.Columns.Select(column => $"coalesce({Text(column)}, '')"));

    private string From(FleetClauses clauses, bool hasNames = false) =>
        "FROM latest c"
        + (clauses.HasSearch || hasNames ? "\nLEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id" : "")
        + "\nWHERE c.dev = @dev" + And(clauses.Conditions)
        // Comparing the version first rules out most clusters.
        + (clauses.HasGroups ? $" AND c.app_version IN ({TextsOf("@versions")}) AND {GroupKey} IN ({TextsOf("@groups")})" : "")
        + (clauses.HasSilent ? " AND c.received_at < @silent" : "")
        + (clauses.HasSearch ? $" AND ({Contains("c.app_version")} OR {Contains("n.name")} OR {PositionIn(IdDigits)} = 1)" : "");

    private string Contains(string text) => $"{PositionIn(text)} > 0";

    private static string Order(FleetSort sort, bool isDescending)
    {
        var direction = isDescending ? " DESC" : "";
        return sort switch
        {
            FleetSort.Name => $"n.name IS NULL, lower(n.name){direction}, c.received_at DESC, c.cluster_id",
            FleetSort.Nodes => $"{NodeCount} IS NULL, {NodeCount}{direction}, c.received_at DESC, c.cluster_id",
            _ => $"c.received_at{direction}, c.cluster_id",
        };
    }
}
