namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The statements of the figures in SQLite.</summary>
internal sealed partial class SqliteFigureStatements : FigureStatements
{
    // SQLite has no regular expressions: without its "v", the version up to its second dot.
    private const string Digits = "ltrim(kubernetes_version, 'vV')";
    private const string KubernetesMinor =
        $"'v' || substr({Digits}, 1, instr({Digits}, '.') + instr(substr({Digits}, instr({Digits}, '.') + 1) || '.', '.') - 1)";

    protected override string LatestReports =>
        $"""
        WITH latest AS (
            SELECT {ReportColumns("r", KubernetesMinor)}
            FROM cluster r
            WHERE r.dev = @dev AND r.received_at >= @from)
        """;

    protected override string LatestReportsOfWindow =>
        $"""
        WITH latest AS (
            SELECT {ReportColumns("r", KubernetesMinor)}
            FROM (
                SELECT cluster_id, max(day) AS day
                FROM cluster_day
                WHERE dev = @dev AND day BETWEEN @first AND @last
                GROUP BY cluster_id) l
            JOIN cluster_day d ON d.cluster_id = l.cluster_id AND d.day = l.day AND d.dev = @dev
            JOIN report r ON r.report_id = d.report_id AND r.cluster_id = d.cluster_id)
        """;

    /// <summary>Returns the rollup of @day. Each report is read once. CROSS JOIN keeps the order of the loops.</summary>
    public static string Rollup { get; } =
        $"""
        WITH latest AS (
            SELECT {ReportColumns("r", KubernetesMinor)}
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
