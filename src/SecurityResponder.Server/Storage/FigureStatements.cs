using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage;

/// <summary>The statements of the figures, as far as they are the same in SQLite and in PostgreSQL.</summary>
/// <remarks>
/// A million clusters that report three times a day send 270 million reports in 90 days, too many to read for a page. Table <c>cluster</c>
/// therefore holds the latest report of each cluster, and <c>cluster_day</c> the days on which it reported, with its latest report of each
/// day. Statements on the columns of a report read <c>latest</c>, a common table expression of the store with one row for each cluster.
/// No statement joins rows of different clusters, so a distributed database can keep each cluster on one machine.
/// </remarks>
internal abstract partial class FigureStatements : IFigureStatements
{
    private static readonly string ColumnList = string.Join(", ", FigureColumn.All.Select(column => "c." + column.Name));

    public string ClustersByDay =>
        $"""
        SELECT day, clusters
        FROM daily
        WHERE dev = @dev AND day BETWEEN @first AND @last AND name = 'all' AND day IN ({CountedDays})
        UNION ALL
        SELECT day, count(*)
        FROM cluster_day
        WHERE dev = @dev AND day BETWEEN @first AND @last AND day NOT IN ({CountedDays})
        GROUP BY day
        """;

    private const string CountedDays =
        $"""
        SELECT day FROM counted_day
        WHERE day BETWEEN @first AND @last AND state IN ('{DayState.Counted}', '{DayState.Final}')
        """;

    public string SetName =>
        """
        INSERT INTO cluster_name (cluster_id, name) VALUES (@cluster, @name)
        ON CONFLICT (cluster_id) DO UPDATE SET name = excluded.name
        """;

    public string RemoveName => "DELETE FROM cluster_name WHERE cluster_id = @cluster";

    public virtual string MatchingClustersByDay(bool isUntilToday, IReadOnlyList<FigureCondition> conditions) =>
        $"""
        {Latest(isUntilToday)}
        SELECT d.day, count(*)
        FROM cluster_day d
        JOIN latest c ON c.cluster_id = d.cluster_id
        WHERE d.dev = @dev AND d.day BETWEEN @first AND @last{And(conditions)}
        GROUP BY d.day
        """;

    /// <summary>The number of clusters that are alike in all <see cref="DailyRollup.Columns"/>, which are <c>""</c> when unknown. Most
    /// clusters are like others, so that few rows are left to be counted by each column.</summary>
    protected static string AlikeClusters { get; } =
        $"""
        SELECT c.dev, {string.Join(", ", DailyRollup.Columns.Select(column => $"coalesce({Text(column)}, '') AS {column.Name}"))},
            count(*) AS clusters
        FROM latest c
        GROUP BY 1, {string.Join(", ", DailyRollup.Columns.Select((_, index) => index + 2))}
        """;

    /// <summary>Returns the groups of a rollup that are kept: behind a FROM clause with one row for each of <see cref="AlikeClusters"/> and
    /// each column.</summary>
    protected const string KeptGroups =
        $"""
        GROUP BY 1, 2, 3
        HAVING sum(clusters) >= @min OR name = '{DailyRollup.All}'
        ORDER BY 4 DESC
        LIMIT @limit
        """;

    /// <summary>Defines <c>latest</c> for a window that ends today: the latest report of each cluster that reported since @from.</summary>
    private const string LatestReports =
        """
        WITH latest AS (
            SELECT * FROM cluster WHERE dev = @dev AND received_at >= @from)
        """;

    /// <summary>Defines <c>latest</c> for a window that ended earlier: the latest report of each cluster from @first to @last.</summary>
    protected abstract string LatestReportsOfWindow { get; }

    /// <summary>The definition of <c>latest</c> for a window.</summary>
    protected string Latest(bool isUntilToday) => isUntilToday ? LatestReports : LatestReportsOfWindow;

    // As text, so that columns of every kind are grouped and compared in the same way.
    private static string Text(FigureColumn column) => column.Kind switch
    {
        ColumnKind.Count => $"CAST(c.{column.Name} AS TEXT)",
        ColumnKind.Boolean => $"CASE WHEN c.{column.Name} THEN 'true' WHEN NOT c.{column.Name} THEN 'false' END",
        _ => $"c.{column.Name}",
    };

    /// <summary>Conditions behind a WHERE clause on table <c>c</c>.</summary>
    protected static string And(IEnumerable<FigureCondition> conditions) => string.Concat(conditions.Select((condition, index) =>
        condition.HasValue ? $" AND {Text(condition.Column)} = @value{index}" : $" AND {Text(condition.Column)} IS NULL"));
}
