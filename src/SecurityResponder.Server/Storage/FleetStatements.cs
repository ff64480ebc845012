using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage;

/// <summary>The statements about single clusters. Lists are filtered, sorted and cut by the database: a page of a hundred clusters reads a
/// hundred rows, however large the fleet is.</summary>
internal abstract partial class FigureStatements
{
    private const string NodeCount = "(c.server_node_count + coalesce(c.agent_node_count, 0))";

    private static readonly string GroupColumns = string.Join(", ", FleetGroup.Columns.Select(column => "c." + column.Name));

    /// <summary>Selects <c>facts</c> and <c>rank</c> (from the first) of the keys in @groups.</summary>
    protected abstract string RankedGroups { get; }

    /// <summary>The join that finds the group of each cluster.</summary>
    protected abstract string GroupJoin { get; }

    /// <summary>A character that no value contains.</summary>
    protected abstract string Separator { get; }

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
        SELECT {GroupKey} AS facts, {GroupColumns}, count(*)
        {From(clauses)}
        GROUP BY 1, {GroupColumns}
        """;

    // Without a range there is no LIMIT, not a large one: SQLite would sort a hundred thousand clusters four times as slowly.
    public string FleetClusters(FleetClauses clauses, FleetSort sort, bool isDescending, bool hasRange) =>
        $"""
        {LatestReports}{(clauses.HasGroups ? Ranked : "")}
        SELECT c.cluster_id, n.name, c.received_at, c.server_node_count, c.agent_node_count, {GroupColumns}
        {From(clauses, hasNames: true)}
        ORDER BY {Order(sort, isDescending)}{(hasRange ? "\nLIMIT @limit OFFSET @offset" : "")}
        """;

    public string FleetCluster =>
        $"""
        {LatestReports}
        SELECT c.cluster_id, n.name, c.received_at, {ColumnList}
        FROM latest c
        LEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id
        WHERE c.dev = @dev AND c.cluster_id = @cluster
        """;

    // Values are compared as one text, so that groups can be passed as a list.
    private string GroupKey =>
        string.Join($" || {Separator} || ", FleetGroup.Columns.Select(column => $"coalesce({Text(column)}, '')"));

    // Materialized: SQLite makes an index for a table, but would run the function once for each cluster.
    private string Ranked => $",\nranked AS MATERIALIZED ({RankedGroups})";

    private string From(FleetClauses clauses, bool hasNames = false) =>
        "FROM latest c"
        + (clauses.HasGroups ? $"\n{GroupJoin} ranked g ON g.facts = {GroupKey}" : "")
        + (clauses.HasSearch || hasNames ? "\nLEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id" : "")
        + "\nWHERE c.dev = @dev" + And(clauses.Conditions)
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
            FleetSort.Group => "g.rank, c.received_at DESC, c.cluster_id",
            _ => $"c.received_at{direction}, c.cluster_id",
        };
    }
}
