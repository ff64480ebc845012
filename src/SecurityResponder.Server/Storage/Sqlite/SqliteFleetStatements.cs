namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The statements about single clusters in SQLite.</summary>
internal sealed partial class SqliteFigureStatements
{
    protected override string Separator => "char(31)";

    protected override string TextsOf(string parameter) => $"SELECT value FROM json_each({parameter})";

    protected override string IdDigits => "hex(c.cluster_id)";

    protected override string PositionIn(string text) => $"instr(lower({text}), lower(@search))";

    // The key of cluster_day begins with the day: each day is looked up, instead of reading the days of all clusters.
    public override string ClusterHistory =>
        """
        WITH RECURSIVE wanted (day) AS (
            SELECT @first
            UNION ALL
            SELECT date(day, '+1 day') FROM wanted WHERE day < @last)
        SELECT d.day, r.app_version, r.server_node_count, r.agent_node_count
        FROM wanted w
        CROSS JOIN cluster_day d ON d.day = w.day AND d.dev = @dev AND d.cluster_id = @cluster
        CROSS JOIN report r ON r.report_id = d.report_id AND r.cluster_id = d.cluster_id
        """;
}
