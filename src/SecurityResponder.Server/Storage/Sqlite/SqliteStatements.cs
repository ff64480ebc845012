namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The statements on reports and on what is derived from them in the SQLite file.</summary>
internal static class SqliteStatements
{
    /// <summary>Inserts a report; the parameters are bound by position.</summary>
    public static string InsertReport { get; } =
        $"INSERT INTO report ({StoredReport.ColumnList}) VALUES ({string.Join(", ", StoredReport.Columns.Select(_ => "?"))})";

    /// <summary>Returns the bytes of the file that are in use; deleted rows leave free pages, which are used again.</summary>
    public const string UsedBytes =
        "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size";

    /// <summary>Returns all reports, oldest first.</summary>
    public static string AllReports { get; } = $"SELECT {StoredReport.ColumnList} FROM report ORDER BY id";

    /// <summary>Returns the id of the last report that a process has read; 0 before its first.</summary>
    public const string Progress = "SELECT coalesce((SELECT report FROM progress WHERE name = @name), 0)";

    /// <summary>Saves the id of the last report that a process has read.</summary>
    public const string SaveProgress =
        """
        INSERT INTO progress (name, report) VALUES (@name, @report)
        ON CONFLICT (name) DO UPDATE SET report = excluded.report
        """;

    /// <summary>Returns the id of the last of the next reports to derive; 0 when there are none.</summary>
    public const string LastToDerive =
        "SELECT coalesce(max(id), 0) FROM (SELECT id FROM report WHERE id > @after ORDER BY id LIMIT @limit)";

    /// <summary>Marks counted days that get more reports. Days that are counted for ever stay as they are.</summary>
    public const string MarkChangedDays =
        $"""
        UPDATE counted_day SET state = '{DayState.Changed}'
        WHERE state = '{DayState.Counted}' AND day IN (
            SELECT DISTINCT substr(received_at, 1, 10) FROM report WHERE id > @after AND id <= @last AND cluster_id IS NOT NULL)
        """;

    /// <summary>Derives the days on which clusters reported.</summary>
    public const string DeriveClusterDays =
        """
        INSERT INTO cluster_day (day, dev, cluster_id, received_at, report_id)
        SELECT substr(received_at, 1, 10), dev, cluster_id, received_at, report_id
        FROM report
        WHERE id > @after AND id <= @last AND cluster_id IS NOT NULL
        ON CONFLICT (day, dev, cluster_id) DO UPDATE SET received_at = excluded.received_at, report_id = excluded.report_id
        WHERE (excluded.received_at, excluded.report_id) > (cluster_day.received_at, cluster_day.report_id)
        """;

    /// <summary>Derives the latest report of each cluster.</summary>
    public static string DeriveClusters { get; } =
        $"""
        INSERT INTO cluster ({StoredReport.ColumnList})
        SELECT {StoredReport.ColumnList}
        FROM report
        WHERE id > @after AND id <= @last AND cluster_id IS NOT NULL
        ON CONFLICT (cluster_id, dev) DO UPDATE SET {StoredReport.UpdateList}
        WHERE (excluded.received_at, excluded.report_id) > (cluster.received_at, cluster.report_id)
        """;

    /// <summary>Returns 1 when a report from before @end is not derived yet, otherwise 0.</summary>
    public const string HasReportsToDerive = "SELECT EXISTS (SELECT 1 FROM report WHERE id > @after AND received_at < @end)";

    /// <summary>Returns the days before @before with reports whose counts are not complete. It reads one row of each day.</summary>
    public const string UncountedDays =
        $"""
        WITH RECURSIVE seen (day) AS (
            SELECT min(day) FROM cluster_day
            UNION ALL
            SELECT (SELECT min(d.day) FROM cluster_day d WHERE d.day > seen.day) FROM seen WHERE seen.day IS NOT NULL)
        SELECT day FROM seen
        WHERE day < @before
            AND day NOT IN (SELECT c.day FROM counted_day c WHERE c.state IN ('{DayState.Counted}', '{DayState.Final}'))
        ORDER BY day
        """;

    /// <summary>Sets the state of a day.</summary>
    public const string SetState =
        "INSERT INTO counted_day (day, state) VALUES (@day, @state) ON CONFLICT (day) DO UPDATE SET state = excluded.state";

    /// <summary>Sets the counted days before @before to final.</summary>
    public const string SetCountedFinal =
        $"UPDATE counted_day SET state = '{DayState.Final}' WHERE state = '{DayState.Counted}' AND day < @before";

    /// <summary>Deletes the rollup of a day.</summary>
    public const string DeleteRollup = "DELETE FROM daily WHERE day = @day";

    /// <summary>Inserts a row of a rollup.</summary>
    public const string InsertRollup =
        "INSERT INTO daily (day, dev, name, value, clusters) VALUES (@day, @dev, @name, @value, @clusters)";

    /// <summary>Returns 1 when there is a snapshot of the figures, otherwise 0.</summary>
    public const string HasSnapshot = "SELECT EXISTS (SELECT 1 FROM figure_snapshot)";

    /// <summary>Deletes the snapshot of the figures.</summary>
    public const string DeleteSnapshot = "DELETE FROM figure_snapshot";

    /// <summary>Inserts a row of a snapshot of the figures.</summary>
    public const string InsertSnapshot =
        """
        INSERT INTO figure_snapshot (counted_at, window_days, dev, name, value, clusters)
        VALUES (@at, @window, @dev, @name, @value, @clusters)
        """;

    /// <summary>Returns the days that are counted for ever, with their number of clusters.</summary>
    public const string FinalDays =
        $"""
        SELECT c.day, d.clusters FROM counted_day c
        JOIN daily d ON d.day = c.day AND d.dev = 0 AND d.name = '{DailyRollup.All}' AND d.value = ''
        WHERE c.state = '{DayState.Final}'
        ORDER BY c.day
        """;

    /// <summary>Returns the rollup of a day.</summary>
    public const string Rollup = "SELECT dev, name, value, clusters FROM daily WHERE day = @day";

    /// <summary>Deletes the first derived reports that came before @before. Ids are in the order of time: it reads only the first
    /// @limit.</summary>
    public const string DeleteOldReports =
        $"""
        DELETE FROM report WHERE id IN (
            SELECT id FROM (
                SELECT id, received_at FROM report
                WHERE id <= (SELECT p.report FROM progress p WHERE p.name = '{ClusterDerivation.ProgressName}') ORDER BY id LIMIT @limit)
            WHERE received_at < @before)
        """;

    /// <summary>Deletes days of clusters before @before, at most @limit.</summary>
    public const string DeleteOldClusterDays =
        """
        DELETE FROM cluster_day WHERE (day, dev, cluster_id) IN (
            SELECT day, dev, cluster_id FROM cluster_day WHERE day < @before ORDER BY day, dev, cluster_id LIMIT @limit)
        """;

    /// <summary>Returns clusters whose latest report came before @before, at most @limit. It reads the whole table.</summary>
    public const string OldClusters = "SELECT cluster_id, dev FROM cluster WHERE received_at < @before LIMIT @limit";

    /// <summary>Deletes a cluster, unless it has reported since @before.</summary>
    public const string DeleteOldCluster = "DELETE FROM cluster WHERE cluster_id = @cluster AND dev = @dev AND received_at < @before";

    /// <summary>Returns the id of the file, a random number.</summary>
    public const string FileId = "SELECT report FROM progress WHERE name = 'file'";

    /// <summary>Returns the id and the time of the first report after @after, and the id of the last report.</summary>
    public const string Backlog = "SELECT id, received_at, (SELECT max(id) FROM report) FROM report WHERE id > @after ORDER BY id LIMIT 1";

    /// <summary>Returns the number and the last id of the next reports to forward.</summary>
    public const string NextBatch =
        """
        SELECT count(*), coalesce(max(id), 0)
        FROM (SELECT id FROM report WHERE id > @after AND id <= @last ORDER BY id LIMIT @limit)
        """;

    /// <summary>Returns the reports of a range of ids, each behind its id.</summary>
    public static string ReportsInRange { get; } =
        $"SELECT id, {StoredReport.ColumnList} FROM report WHERE id > @after AND id <= @last ORDER BY id";

    /// <summary>Deletes the reports of a range of ids.</summary>
    public const string DeleteReportsInRange = "DELETE FROM report WHERE id > @after AND id <= @last";
}
