using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The statements of the figures in SQLite.</summary>
internal sealed partial class SqliteFigureStatements : FigureStatements
{
    protected override string LatestReportsOfWindow =>
        """
        WITH latest AS (
            SELECT r.*
            FROM (
                SELECT cluster_id, max(day) AS day
                FROM cluster_day
                WHERE dev = @dev AND day BETWEEN @first AND @last
                GROUP BY cluster_id) l
            JOIN cluster_day d ON d.cluster_id = l.cluster_id AND d.day = l.day AND d.dev = @dev
            JOIN report r ON r.report_id = d.report_id AND r.cluster_id = d.cluster_id)
        """;

    // Each day of each matching cluster is looked up in the key of cluster_day, which begins with the day: reading the days of all clusters
    // took five times as long where a tenth of them match. CROSS JOIN keeps the order of the loops.
    public override string MatchingClustersByDay(bool isUntilToday, IReadOnlyList<FigureCondition> conditions) =>
        $"""
        {Latest(isUntilToday)},
        matching AS MATERIALIZED (
            SELECT c.cluster_id FROM latest c WHERE c.dev = @dev{And(conditions)}),
        wanted (day) AS (
            SELECT @first
            UNION ALL
            SELECT date(day, '+1 day') FROM wanted WHERE day < @last)
        SELECT d.day, count(*)
        FROM wanted w
        CROSS JOIN matching c
        CROSS JOIN cluster_day d ON d.day = w.day AND d.dev = @dev AND d.cluster_id = c.cluster_id
        GROUP BY d.day
        """;

    protected override string Unpivot(IReadOnlyList<FigureColumn> columns) =>
        $"""
        (
                SELECT c.*, name,
                    CASE name{string.Concat(columns.Select(column => $" WHEN '{column.Name}' THEN c.{column.Name}"))} ELSE '' END AS value
                FROM alike c
                CROSS JOIN (
                    SELECT '{NamedCount.All}' AS name{string.Concat(columns.Select(column => $" UNION ALL SELECT '{column.Name}'"))}))
        """;

    /// <summary>Returns the rollup of @day. Each report is read once. CROSS JOIN keeps the order of the loops.</summary>
    public static string Rollup { get; } =
        $"""
        WITH latest AS (
            SELECT r.*
            FROM cluster_day d
            CROSS JOIN report r ON r.report_id = d.report_id AND r.cluster_id = d.cluster_id
            WHERE d.day = @day),
        alike AS ({AlikeClusters}),
        names (name) AS (VALUES ('{DailyRollup.All}'){string.Concat(DailyRollup.Columns.Select(column => $", ('{column.Name}')"))})
        SELECT c.dev, name,
            CASE name{string.Concat(DailyRollup.Columns.Select(column => $" WHEN '{column.Name}' THEN c.{column.Name}"))} ELSE '' END,
            sum(clusters)
        FROM alike c
        CROSS JOIN names
        {KeptGroups}
        """;
}
