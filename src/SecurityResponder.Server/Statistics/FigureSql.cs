using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Statistics;

/// <summary>The queries of the figures, for both stores.</summary>
/// <remarks>
/// A million clusters that report three times a day leave 270 million reports in 90 days: no page can wait for these to be read. So
/// the latest report of each cluster stands in <c>cluster</c>, and <c>cluster_day</c> says on which days it was seen, and which report was the
/// latest of that day. A window that ends today needs the former alone; one that ended earlier finds each cluster's last day in the latter and
/// reads one report for each cluster.
/// No query joins rows of different clusters, so a cluster's rows may all lie on another machine than those of the next.
/// </remarks>
/// <param name="KubernetesMinor">Cuts <c>c.kubernetes_version</c> to its minor: the two stores cut text differently.</param>
internal sealed record FigureSql(string KubernetesMinor)
{
    private const string NodeCount = "(c.server_node_count + c.agent_node_count)";

    private const string ClusterSize =
        $"CASE WHEN {NodeCount} < 1 THEN NULL WHEN {NodeCount} = 1 THEN '1' WHEN {NodeCount} <= 5 THEN '2-5' WHEN {NodeCount} <= 20 THEN '6-20' "
        + $"WHEN {NodeCount} <= 100 THEN '21-100' WHEN {NodeCount} <= 500 THEN '101-500' WHEN {NodeCount} > 500 THEN '501+' END";

    private const string LatestEver = "SELECT * FROM cluster WHERE dev = @dev AND received_at >= @from";

    private const string LatestThen =
        "SELECT r.* FROM (SELECT cluster_id, max(day) AS day FROM cluster_day WHERE dev = @dev AND day BETWEEN @first AND @last GROUP BY cluster_id) l "
        + "JOIN cluster_day d ON d.cluster_id = l.cluster_id AND d.day = l.day AND d.dev = @dev "
        + "JOIN report r ON r.cluster_id = d.cluster_id AND r.received_at = d.received_at AND r.report_id = d.report_id";

    /// <summary>Clusters by day, where no value is asked for: a day that has its rollup is not counted again.</summary>
    public const string ByDay =
        "SELECT day, clusters FROM daily WHERE dev = @dev AND day BETWEEN @first AND @last AND name = 'all' "
        + "UNION ALL SELECT day, count(*) FROM cluster_day WHERE dev = @dev AND day BETWEEN @first AND @last "
        + "AND day NOT IN (SELECT day FROM daily WHERE dev = @dev AND day BETWEEN @first AND @last AND name = 'all') GROUP BY day";

    /// <summary>Clusters by day, of those that are what the conditions say.</summary>
    public string ByDayWhere(bool isUntilToday, IEnumerable<(FigureColumn Column, bool IsTold)> conditions) =>
        $"SELECT d.day, count(*) FROM cluster_day d JOIN ({Latest(isUntilToday)}) c ON c.cluster_id = d.cluster_id "
        + $"WHERE d.dev = @dev AND d.day BETWEEN @first AND @last{And(conditions)} GROUP BY d.day";

    /// <summary>Clusters by a column.</summary>
    public string CountBy(FigureColumn column, bool isUntilToday, IEnumerable<(FigureColumn Column, bool IsTold)> conditions) =>
        $"SELECT {Text(column)} AS value, count(*) FROM ({Latest(isUntilToday)}) c WHERE c.dev = @dev{And(conditions)} GROUP BY 1";

    /// <summary>The clusters themselves: id, name, time, and each of <see cref="FigureColumn.All"/>.</summary>
    public string Fleet(bool isUntilToday, IEnumerable<(FigureColumn Column, bool IsTold)> conditions) =>
        $"SELECT c.cluster_id, n.name, c.received_at, {string.Join(", ", FigureColumn.All.Select(Raw))} FROM ({Latest(isUntilToday)}) c "
        + $"LEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id WHERE c.dev = @dev{And(conditions)} ORDER BY c.received_at DESC, c.cluster_id LIMIT @limit";

    /// <summary>A column of the row <c>c</c> as text, so that any can be grouped and compared alike.</summary>
    public string Text(FigureColumn column) => column.Kind switch
    {
        ColumnKind.Count => $"CAST({Raw(column)} AS TEXT)",
        ColumnKind.Boolean => $"CASE WHEN {Raw(column)} THEN 'true' WHEN NOT {Raw(column)} THEN 'false' END",
        _ => Raw(column),
    };

    private string Raw(FigureColumn column) => column.Name switch
    {
        FigureColumn.KubernetesMinor => KubernetesMinor,
        FigureColumn.ClusterSize => ClusterSize,
        _ => "c." + column.Name,
    };

    private static string Latest(bool isUntilToday) => isUntilToday ? LatestEver : LatestThen;

    private string And(IEnumerable<(FigureColumn Column, bool IsTold)> conditions) => string.Concat(conditions.Select((condition, index) =>
        condition.IsTold ? $" AND {Text(condition.Column)} = @value{index}" : $" AND {Text(condition.Column)} IS NULL"));
}
