using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>The statements of the figures in PostgreSQL.</summary>
/// <remarks>A report is found by its whole key. The bounds of <c>received_at</c> and <c>day</c> are implied by the joins; with them the
/// planner excludes partitions and uses the block range indexes.</remarks>
internal sealed partial class PostgresFigureStatements : FigureStatements
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
            JOIN cluster_day d ON d.cluster_id = l.cluster_id AND d.day = l.day AND d.dev = @dev AND d.day BETWEEN @first AND @last
            JOIN report r ON r.cluster_id = d.cluster_id AND r.received_at = d.received_at AND r.report_id = d.report_id
            WHERE r.received_at >= @from AND r.received_at < (@last + 1)::timestamp AT TIME ZONE 'UTC')
        """;

    protected override string Unpivot(IReadOnlyList<FigureColumn> columns) =>
        $"""
        (
                SELECT c.*, name, value
                FROM alike c
                CROSS JOIN LATERAL (
                    VALUES ('{NamedCount.All}', ''){string.Concat(columns.Select(column => $", ('{column.Name}', c.{column.Name})"))}
                ) AS v (name, value))
        """;

    /// <summary>Returns the rollup of @day. Each report is read once. Citus runs it on all workers at once and adds up their
    /// clusters that are alike.</summary>
    public static string Rollup { get; } =
        $"""
        WITH latest AS (
            SELECT r.*
            FROM cluster_day d
            JOIN report r ON r.cluster_id = d.cluster_id AND r.received_at = d.received_at AND r.report_id = d.report_id
            WHERE d.day = @day
                AND r.received_at >= @day::timestamp AT TIME ZONE 'UTC' AND r.received_at < (@day + 1)::timestamp AT TIME ZONE 'UTC'),
        alike AS ({AlikeClusters})
        SELECT c.dev, name, value, CAST(sum(clusters) AS bigint)
        FROM alike c
        CROSS JOIN LATERAL (
            VALUES ('{DailyRollup.All}', ''){string.Concat(DailyRollup.Columns.Select(column => $", ('{column.Name}', c.{column.Name})"))}
        ) AS v (name, value)
        {KeptGroups}
        """;
}
