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
            SELECT *, {KubernetesMinor} AS kubernetes_minor, {ClusterSize} AS cluster_size
            FROM cluster
            WHERE dev = @dev AND received_at >= @from)
        """;

    protected override string LatestReportsOfWindow =>
        $"""
        WITH latest AS (
            SELECT r.*, {KubernetesMinor} AS kubernetes_minor, {ClusterSize} AS cluster_size
            FROM (
                SELECT cluster_id, max(day) AS day
                FROM cluster_day
                WHERE dev = @dev AND day BETWEEN @first AND @last
                GROUP BY cluster_id) l
            JOIN cluster_day d ON d.cluster_id = l.cluster_id AND d.day = l.day AND d.dev = @dev
            JOIN report r ON r.report_id = d.report_id AND r.cluster_id = d.cluster_id)
        """;

    // Not materialized: the expression is read once for each column, and a copy of all its rows would be larger than the table.
    private const string LatestReportsOfDay =
        $"""
        WITH latest AS NOT MATERIALIZED (
            SELECT r.*, {KubernetesMinor} AS kubernetes_minor, {ClusterSize} AS cluster_size
            FROM cluster_day d
            JOIN report r ON r.report_id = d.report_id AND r.cluster_id = d.cluster_id
            WHERE d.day = @day)
        """;

    /// <summary>Returns the rollup of @day.</summary>
    public static string Rollup { get; } = $"{LatestReportsOfDay}\n{RollupRows}";
}
