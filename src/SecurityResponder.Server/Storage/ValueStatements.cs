using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage;

/// <summary>The statements that count clusters by the values of several columns.</summary>
/// <remarks>Each cluster is read once. Clusters that are alike in all columns are added up first, because most clusters are like others:
/// few rows are left to be counted by each column.</remarks>
internal abstract partial class FigureStatements
{
    private static readonly IReadOnlyList<FigureColumn> SnapshotColumns =
        [.. Dimension.All.Select(dimension => FigureColumn.Named(dimension.Column))];

    private static readonly string ShortestWindow =
        $"CASE{string.Concat(FigureQuery.Windows.Select(days => $" WHEN c.received_at >= @from{days} THEN {days}"))} END";

    private static readonly string AllWindows =
        string.Join(" UNION ALL ", FigureQuery.Windows.Select(days => $"SELECT {days} AS window_days"));

    public string Snapshot =>
        """
        SELECT counted_at, name, value, clusters
        FROM figure_snapshot
        WHERE dev = @dev AND window_days IN (0, @window)
        """;

    public string CountSnapshot =>
        $"""
        WITH latest AS (
            SELECT * FROM cluster WHERE received_at >= @from{FigureQuery.Windows[^1]}),
        alike AS (
            SELECT c.dev, {ShortestWindow} AS since,
                {Values(SnapshotColumns)}, count(*) AS clusters
            FROM latest c
            GROUP BY {Numbers(SnapshotColumns.Count + 2)}),
        counted AS (
            SELECT w.window_days, a.dev, a.name, a.value, CAST(sum(a.clusters) AS bigint) AS clusters
            FROM {Unpivot(SnapshotColumns)} a
            JOIN ({AllWindows}) w ON w.window_days >= a.since
            GROUP BY {Numbers(4)})
        {MostFrequent("window_days, dev, name")}
        """;

    /// <summary>Returns the number of clusters, at most @limit. It reads no more of them.</summary>
    public const string ClustersUpTo = "SELECT count(*) FROM (SELECT 1 FROM cluster LIMIT @limit) c";

    public string ClustersByValue(
        IReadOnlyList<FigureColumn> columns, bool isUntilToday, IReadOnlyList<FigureCondition> conditions) =>
        $"""
        {Latest(isUntilToday)},
        alike AS (
            SELECT {Values(columns)}, count(*) AS clusters
            FROM latest c
            WHERE c.dev = @dev{And(conditions)}
            GROUP BY {Numbers(columns.Count)}),
        counted AS (
            SELECT a.name, a.value, CAST(sum(a.clusters) AS bigint) AS clusters
            FROM {Unpivot(columns)} a
            GROUP BY {Numbers(2)})
        {MostFrequent("name")}
        """;

    /// <summary>A subquery with a name and a value for each row of <c>alike</c> and each column, and for
    /// <see cref="NamedCount.All"/>.</summary>
    protected abstract string Unpivot(IReadOnlyList<FigureColumn> columns);

    private static string MostFrequent(string group) =>
        $"""
        SELECT {group}, value, clusters
        FROM (
            SELECT {group}, value, clusters, row_number() OVER (PARTITION BY {group} ORDER BY clusters DESC, value) AS position
            FROM counted) ranked
        WHERE position <= @limit
        """;

    private static string Values(IReadOnlyList<FigureColumn> columns) =>
        string.Join(", ", columns.Select(column => $"coalesce({Text(column)}, '') AS {column.Name}"));

    private static string Numbers(int count) => string.Join(", ", Enumerable.Range(1, count));
}
