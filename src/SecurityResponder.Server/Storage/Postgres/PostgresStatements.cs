namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>The statements that write, count and delete reports, and what is derived from them, in PostgreSQL.</summary>
/// <remarks>Each runs through PgBouncer with transaction pooling, so no state of a session is used, and on Citus, see
/// docs/scaling.md.</remarks>
internal static class PostgresStatements
{
    /// <summary>An advisory lock: every writer shares it, and the deletion of a cluster holds it alone.</summary>
    public const string WriteLock = "1919641394, 2";

    /// <summary>An advisory lock that is held by the replica that counts or deletes.</summary>
    public const string MaintenanceLock = "1919641394, 3";

    /// <summary>An advisory lock that is held by the replica that counts the snapshot of the figures.</summary>
    public const string SnapshotLock = "1919641394, 4";

    /// <summary>The first statement of a transaction that writes reports. Returns the day, and which server this is.</summary>
    /// <remarks>
    /// The time-outs end a transaction that a broken network has left open: it would hold the locks on its reports for hours, and the
    /// writer that sends these reports again would wait for them. A writer that is connected continues within milliseconds. The commit is
    /// made durable where the server is set to lose it, because the journal deletes what is committed.
    /// </remarks>
    public const string StartWriting =
        $"""
        SELECT (now() AT TIME ZONE 'UTC')::date,
            concat_ws(' ', inet_server_addr(), inet_server_port(), pg_postmaster_start_time()),
            set_config('idle_in_transaction_session_timeout', '15s', true),
            set_config('statement_timeout', '60s', true),
            set_config('tcp_keepalives_idle', '10', true),
            set_config('tcp_keepalives_interval', '5', true),
            set_config('tcp_keepalives_count', '3', true),
            CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN set_config('synchronous_commit', 'on', true) END,
            pg_advisory_xact_lock_shared({WriteLock})
        """;

    /// <summary>Returns those of the clusters $1 that were deleted, and when.</summary>
    public const string Forgotten = "SELECT cluster_id, forgotten_at FROM forgotten WHERE cluster_id = ANY ($1)";

    /// <summary>The columns of table <c>cluster_day</c>.</summary>
    public static IReadOnlyList<string> ClusterDayColumns { get; } = ["cluster_id", "dev", "day", "received_at", "report_id"];

    /// <summary>Inserts the reports that are new: one array for each of <see cref="StoredReport.Columns"/>.</summary>
    public static string InsertReports { get; } =
        $"""
        INSERT INTO report ({StoredReport.ColumnList})
        SELECT * FROM unnest({Arrays(StoredReport.Columns)})
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Derives the days on which clusters reported: one array for each of <see cref="ClusterDayColumns"/>.</summary>
    public static string DeriveClusterDays { get; } =
        $"""
        INSERT INTO cluster_day ({string.Join(", ", ClusterDayColumns)})
        SELECT * FROM unnest({Arrays(ClusterDayColumns)})
        ON CONFLICT (cluster_id, dev, day) DO UPDATE SET received_at = excluded.received_at, report_id = excluded.report_id
        WHERE (excluded.received_at, excluded.report_id) > (cluster_day.received_at, cluster_day.report_id)
        """;

    /// <summary>Derives the latest report of each cluster: one array for each of <see cref="StoredReport.Columns"/>.</summary>
    public static string DeriveClusters { get; } =
        $"""
        INSERT INTO cluster ({StoredReport.ColumnList})
        SELECT * FROM unnest({Arrays(StoredReport.Columns)})
        ON CONFLICT (cluster_id, dev) DO UPDATE SET {StoredReport.UpdateList}
        WHERE (excluded.received_at, excluded.report_id) > (cluster.received_at, cluster.report_id)
        """;

    /// <summary>Marks the past days $1, which get more reports. Days that are counted for ever stay as they are.</summary>
    public const string MarkChangedDays =
        $"""
        INSERT INTO counted_day (day, state)
        SELECT day, '{DayState.Changed}' FROM unnest($1) AS changed (day) ORDER BY day
        ON CONFLICT (day) DO UPDATE SET state = excluded.state WHERE counted_day.state <> '{DayState.Final}'
        """;

    /// <summary>Saves the fingerprint of the secret when there is none yet.</summary>
    public const string SaveFingerprint = "INSERT INTO secret_check (name, fingerprint) VALUES ('clusters', $1) ON CONFLICT DO NOTHING";

    /// <summary>Returns 1 when the fingerprint is the saved one, otherwise 0.</summary>
    public const string HasFingerprint = "SELECT count(*) FROM secret_check WHERE fingerprint = $1";

    /// <summary>Takes <see cref="MaintenanceLock"/> until the end of the transaction; false when another replica has it.</summary>
    public const string TryMaintenance = $"SELECT pg_try_advisory_xact_lock({MaintenanceLock})";

    /// <summary>Returns the days that are counted completely, or for ever.</summary>
    /// <remarks>A replica of an earlier version deletes the counts of a day that gets more reports.</remarks>
    public const string CountedDays =
        $"""
        SELECT day FROM counted_day c
        WHERE state = '{DayState.Final}' OR state = '{DayState.Counted}' AND EXISTS (
            SELECT FROM daily d WHERE d.day = c.day AND NOT d.dev AND d.name = '{DailyRollup.All}' AND d.value = '')
        """;

    /// <summary>Begins to count the day $1. A transaction that writes reports of this day is waited for, and each later one changes the
    /// state again.</summary>
    public const string BeginCounting =
        $"""
        INSERT INTO counted_day (day, state) VALUES ($1, '{DayState.Counting}')
        ON CONFLICT (day) DO UPDATE SET state = excluded.state WHERE counted_day.state <> '{DayState.Final}'
        """;

    /// <summary>The settings of a transaction that counts. On Citus, they apply to the workers too.</summary>
    /// <remarks>The planner expects few rows of the join and would sort all values of all clusters, instead of adding them up in a small
    /// hash table.</remarks>
    public const string CountSettings = $"{WithoutCompilation}; SET LOCAL enable_sort = off";

    /// <summary>The settings of a transaction that reads figures with a filter. On Citus, they apply to the workers too.</summary>
    /// <remarks>By default, the planner takes a random read for four times as expensive as one in order; for a filter that keeps few
    /// clusters, it would read the days of all clusters, instead of those of the few by the index.</remarks>
    public const string FilterSettings = $"{WithoutCompilation}; SET LOCAL random_page_cost = 1.1";

    // For a statement that runs once, compiling takes longer than it saves.
    private const string WithoutCompilation = "SET LOCAL citus.propagate_set_commands = 'local'; SET LOCAL jit = off";

    /// <summary>Ends counting the day $1; changes no row when it got more reports meanwhile.</summary>
    public const string EndCounting =
        $"UPDATE counted_day SET state = '{DayState.Counted}' WHERE day = $1 AND state = '{DayState.Counting}'";

    /// <summary>Sets the state of the day $1 to final.</summary>
    public const string SetFinal =
        $"INSERT INTO counted_day (day, state) VALUES ($1, '{DayState.Final}') ON CONFLICT (day) DO UPDATE SET state = excluded.state";

    /// <summary>Sets the counted days before $1 to final.</summary>
    public const string SetCountedFinal =
        $"UPDATE counted_day SET state = '{DayState.Final}' WHERE state = '{DayState.Counted}' AND day < $1";

    /// <summary>Returns the days of $1 that have counts, with their number of clusters.</summary>
    public const string TotalsOfDays =
        $"SELECT day, clusters FROM daily WHERE day = ANY ($1) AND NOT dev AND name = '{DailyRollup.All}' AND value = ''";

    /// <summary>Deletes the rollup of the day $1.</summary>
    public const string DeleteRollup = "DELETE FROM daily WHERE day = $1";

    /// <summary>Inserts a rollup: a day, and one array for each other column.</summary>
    public const string InsertRollup =
        "INSERT INTO daily (day, dev, name, value, clusters) SELECT $1, * FROM unnest($2, $3, $4, $5)";

    /// <summary>Takes <see cref="SnapshotLock"/> until the end of the transaction; false when another replica has it.</summary>
    public const string TrySnapshot = $"SELECT pg_try_advisory_xact_lock({SnapshotLock})";

    /// <summary>Returns when the snapshot of the figures was counted; NULL when there is none.</summary>
    public const string SnapshotTime = "SELECT max(counted_at) FROM figure_snapshot";

    /// <summary>Deletes the snapshot of the figures.</summary>
    public const string DeleteSnapshot = "DELETE FROM figure_snapshot";

    /// <summary>Inserts a snapshot of the figures: its time, and one array for each other column.</summary>
    public const string InsertSnapshot =
        "INSERT INTO figure_snapshot (counted_at, window_days, dev, name, value, clusters) SELECT $1, * FROM unnest($2, $3, $4, $5, $6)";

    /// <summary>Returns the partitions of the reports, e.g. <c>report_2026_08_31</c>.</summary>
    public const string Partitions =
        """
        SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'report'::regclass ORDER BY 1
        """;

    /// <summary>Makes a change of the partitions fail instead of waiting for long: every statement on reports would wait behind
    /// it.</summary>
    public const string LockTimeout = "SET LOCAL lock_timeout = '1s'";

    /// <summary>Deletes the reports before $1 from a partition of a month, which an earlier version created.</summary>
    public const string DeleteOldReports = "DELETE FROM report WHERE received_at >= $2 AND received_at < $1";

    /// <summary>Deletes, in each table, what is older than $1.</summary>
    public static IReadOnlyList<string> DeleteOld { get; } =
    [
        "DELETE FROM cluster_day WHERE day < ($1 AT TIME ZONE 'UTC')::date",
        "DELETE FROM forgotten WHERE forgotten_at < $1",
    ];

    /// <summary>Deletes the clusters that have not reported since $1.</summary>
    public const string DeleteOldClusters = "DELETE FROM cluster WHERE received_at < $1";

    private static string Arrays(IReadOnlyList<string> columns) => string.Join(", ", columns.Select((_, index) => $"${index + 1}"));
}
