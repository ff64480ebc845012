namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>The statements about single clusters in PostgreSQL.</summary>
internal sealed partial class PostgresFigureStatements
{
    protected override string Separator => "chr(31)";

    protected override string TextsOf(string parameter) => $"SELECT json_array_elements_text(CAST({parameter} AS json))";

    protected override string IdDigits => "encode(c.cluster_id, 'hex')";

    protected override string PositionIn(string text) => $"coalesce(strpos(lower({text}), lower(@search)), 0)";

    public override string ClusterHistory =>
        """
        SELECT d.day, r.app_version, r.server_node_count, r.agent_node_count
        FROM cluster_day d
        JOIN report r ON r.cluster_id = d.cluster_id AND r.received_at = d.received_at AND r.report_id = d.report_id
        WHERE d.cluster_id = @cluster AND d.dev = @dev AND d.day BETWEEN @first AND @last
            AND r.received_at >= @from AND r.received_at < (@last + 1)::timestamp AT TIME ZONE 'UTC'
        """;
}
