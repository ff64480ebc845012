using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage;

/// <summary>The statements of the figures that are the same in SQLite and in PostgreSQL.</summary>
/// <remarks>
/// A million clusters that report three times a day send 270 million reports in 90 days, too many to read for a page. Table <c>cluster</c>
/// therefore holds the latest report of each cluster, and <c>cluster_day</c> the days on which it reported, with its latest report of each day.
/// Statements that need the facts of a cluster read <c>latest</c>, a common table expression of the store with one row for each cluster.
/// No statement joins rows of different clusters, so a distributed database can keep each cluster on one machine.
/// </remarks>
internal static class FigureStatements
{
    private const string Nodes = "(server_node_count + agent_node_count)";

    /// <summary>The range of the node count of a report, e.g. <c>2-5</c>; NULL when a count is unknown.</summary>
    public const string ClusterSize =
        $"""
        CASE WHEN {Nodes} < 1 THEN NULL
             WHEN {Nodes} = 1 THEN '1'
             WHEN {Nodes} <= 5 THEN '2-5'
             WHEN {Nodes} <= 20 THEN '6-20'
             WHEN {Nodes} <= 100 THEN '21-100'
             WHEN {Nodes} <= 500 THEN '101-500'
             WHEN {Nodes} > 500 THEN '501+'
        END
        """;

    /// <summary>Returns the days of a window and their number of clusters; a day with a rollup is not counted again.</summary>
    public const string ClustersByDay =
        """
        SELECT day, clusters
        FROM daily
        WHERE dev = @dev AND day BETWEEN @first AND @last AND name = 'all'
        UNION ALL
        SELECT day, count(*)
        FROM cluster_day
        WHERE dev = @dev AND day BETWEEN @first AND @last
            AND day NOT IN (SELECT day FROM daily WHERE dev = @dev AND day BETWEEN @first AND @last AND name = 'all')
        GROUP BY day
        """;

    /// <summary>Returns the days from @first on that have a rollup.</summary>
    public const string RolledUpDays = "SELECT day FROM daily WHERE day >= @first AND name = 'all' AND NOT dev";

    /// <summary>Sets the name of a cluster.</summary>
    public const string SetName =
        """
        INSERT INTO cluster_name (cluster_id, name) VALUES (@cluster, @name)
        ON CONFLICT (cluster_id) DO UPDATE SET name = excluded.name
        """;

    /// <summary>Removes the name of a cluster.</summary>
    public const string RemoveName = "DELETE FROM cluster_name WHERE cluster_id = @cluster";

    /// <summary>Returns the days of a window and their number of clusters, for the clusters that meet the conditions.</summary>
    public static string MatchingClustersByDay(IReadOnlyList<FigureCondition> conditions) =>
        $"""
        SELECT d.day, count(*)
        FROM cluster_day d
        JOIN latest c ON c.cluster_id = d.cluster_id
        WHERE d.dev = @dev AND d.day BETWEEN @first AND @last{And(conditions)}
        GROUP BY d.day
        """;

    /// <summary>Returns the values of a column and their number of clusters.</summary>
    public static string ClustersByValue(FigureColumn column, IReadOnlyList<FigureCondition> conditions) =>
        $"""
        SELECT {Text(column)} AS value, count(*)
        FROM latest c
        WHERE c.dev = @dev{And(conditions)}
        GROUP BY 1
        """;

    /// <summary>Returns the id, the name, the time of the latest report and <see cref="FigureColumn.All"/> of each cluster.</summary>
    public static string Clusters(IReadOnlyList<FigureCondition> conditions) =>
        $"""
        SELECT c.cluster_id, n.name, c.received_at, {string.Join(", ", FigureColumn.All.Select(column => "c." + column.Name))}
        FROM latest c
        LEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id
        WHERE c.dev = @dev{And(conditions)}
        ORDER BY c.received_at DESC, c.cluster_id
        LIMIT @limit
        """;

    /// <summary>Returns the kind of build, the column, its value and the number of clusters for <see cref="DailyRollup.Columns"/> on @day.</summary>
    public static string Rollup { get; } =
        """
        SELECT dev, 'all', '', count(*) FROM cluster_day WHERE day = @day GROUP BY dev
        """
        + string.Concat(DailyRollup.Columns.Select(column =>
            $"""

            UNION ALL
            SELECT c.dev, '{column.Name}', coalesce({Text(column)}, ''), count(*) FROM latest c GROUP BY 1, 3
            """));

    // As text, so that columns of every kind are grouped and compared in the same way.
    private static string Text(FigureColumn column) => column.Kind switch
    {
        ColumnKind.Count => $"CAST(c.{column.Name} AS TEXT)",
        ColumnKind.Truth => $"CASE WHEN c.{column.Name} THEN 'true' WHEN NOT c.{column.Name} THEN 'false' END",
        _ => $"c.{column.Name}",
    };

    private static string And(IEnumerable<FigureCondition> conditions) => string.Concat(conditions.Select((condition, index) =>
        condition.HasValue ? $" AND {Text(condition.Column)} = @value{index}" : $" AND {Text(condition.Column)} IS NULL"));
}

/// <summary>A condition that a cluster must meet.</summary>
/// <param name="Column">A column of its latest report.</param>
/// <param name="HasValue">True: the column has the value of the parameter <c>@value</c> with the index of the condition. False: it is NULL.</param>
internal sealed record FigureCondition(FigureColumn Column, bool HasValue);
