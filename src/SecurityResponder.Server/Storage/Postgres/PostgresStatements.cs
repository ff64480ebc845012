namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>The statements that write and delete reports, and what is derived from them, in PostgreSQL.</summary>
internal static class PostgresStatements
{
    /// <summary>The cluster id of reports without one: a column of a key cannot be NULL.</summary>
    public static byte[] NoCluster { get; } = new byte[32];

    /// <summary>Ends sessions that a broken network has left in a transaction: they would hold the locks on their reports for hours, and
    /// the writer that sends these reports again would wait for them. A writer that is connected continues within milliseconds.</summary>
    public const string SessionTimeouts =
        """
        SET idle_in_transaction_session_timeout = '15s';
        SET tcp_keepalives_idle = 10;
        SET tcp_keepalives_interval = 5;
        SET tcp_keepalives_count = 3
        """;

    /// <summary>Creates the table of the connection that reports are copied to first.</summary>
    public const string CreateStaging = "CREATE TEMPORARY TABLE staging (LIKE report) ON COMMIT DELETE ROWS";

    /// <summary>Copies reports to the staging table.</summary>
    public static string CopyToStaging { get; } = $"COPY staging ({StoredReport.ColumnList}) FROM STDIN (FORMAT BINARY)";

    /// <summary>Makes the commit durable where the server is set to lose it: the journal deletes what is committed.</summary>
    public const string CommitDurably =
        "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') IN ('off', 'local')";

    /// <summary>Deletes reports of clusters that were deleted since.</summary>
    public const string DiscardForgotten =
        "DELETE FROM staging s USING forgotten f WHERE s.cluster_id = f.cluster_id AND s.received_at <= f.forgotten_at";

    /// <summary>Inserts the reports that are new. As in all statements below, rows are written in the order of the key, so that two writers
    /// with reports of the same clusters wait for each other and do not deadlock.</summary>
    public static string InsertReports { get; } =
        $"""
        INSERT INTO report ({StoredReport.ColumnList})
        SELECT {StoredReport.ColumnList}
        FROM staging
        ORDER BY cluster_id, received_at, report_id
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Discards reports without a cluster id, <see cref="NoCluster"/>: figures do not count them.</summary>
    public static string DiscardWithoutCluster { get; } =
        $@"DELETE FROM staging WHERE cluster_id = '\x{Convert.ToHexString(NoCluster)}'";

    /// <summary>Deletes the rollups of past days that get new reports.</summary>
    public const string DeleteOutdatedRollups =
        """
        DELETE FROM daily
        WHERE day IN (SELECT (received_at AT TIME ZONE 'UTC')::date FROM staging) AND day < (now() AT TIME ZONE 'UTC')::date
        """;

    /// <summary>Derives the days on which clusters reported.</summary>
    public const string DeriveClusterDays =
        """
        INSERT INTO cluster_day (cluster_id, dev, day, received_at, report_id)
        SELECT DISTINCT ON (cluster_id, dev, day)
            cluster_id, dev, (received_at AT TIME ZONE 'UTC')::date AS day, received_at, report_id
        FROM staging
        ORDER BY cluster_id, dev, day, received_at DESC, report_id DESC
        ON CONFLICT (cluster_id, dev, day) DO UPDATE SET received_at = excluded.received_at, report_id = excluded.report_id
        WHERE (excluded.received_at, excluded.report_id) > (cluster_day.received_at, cluster_day.report_id)
        """;

    /// <summary>Derives the latest report of each cluster.</summary>
    public static string DeriveClusters { get; } =
        $"""
        INSERT INTO cluster ({StoredReport.ColumnList})
        SELECT DISTINCT ON (cluster_id, dev) {StoredReport.ColumnList}
        FROM staging
        ORDER BY cluster_id, dev, received_at DESC, report_id DESC
        ON CONFLICT (cluster_id, dev) DO UPDATE SET {StoredReport.UpdateList}
        WHERE (excluded.received_at, excluded.report_id) > (cluster.received_at, cluster.report_id)
        """;

    /// <summary>Saves the fingerprint of the secret when there is none yet.</summary>
    public const string SaveFingerprint = "INSERT INTO secret_check (name, fingerprint) VALUES ('clusters', $1) ON CONFLICT DO NOTHING";

    /// <summary>Returns 1 when the fingerprint is the saved one, otherwise 0.</summary>
    public const string HasFingerprint = "SELECT count(*) FROM secret_check WHERE fingerprint = $1";

    /// <summary>Inserts a rollup: a day, and one array for each other column.</summary>
    public const string InsertRollup =
        """
        INSERT INTO daily (day, dev, name, value, clusters)
        SELECT $1, * FROM unnest($2, $3, $4, $5)
        ON CONFLICT (day, dev, name, value) DO UPDATE SET clusters = excluded.clusters
        """;

    /// <summary>Returns the partitions of the reports, e.g. <c>report_2026_08</c>.</summary>
    public const string Partitions =
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'report'::regclass ORDER BY 1";

    /// <summary>Deletes, in each table, what is older than $1.</summary>
    public static IReadOnlyList<string> DeleteOld { get; } =
    [
        "DELETE FROM report WHERE received_at < $1",
        "DELETE FROM cluster WHERE received_at < $1",
        "DELETE FROM forgotten WHERE forgotten_at < $1",
        "DELETE FROM cluster_day WHERE day < ($1 AT TIME ZONE 'UTC')::date",
    ];
}
