using Microsoft.Data.Sqlite;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Deletes what a report over the quota of its cluster replaces, see <see cref="OverQuotaId"/>.</summary>
internal static class ReplacedReports
{
    private const string DeleteReplaced =
        "DELETE FROM report WHERE report_id BETWEEN @first AND @id AND cluster_id = @cluster";

    // The report that the day of the cluster refers to must exist, also before the new one is derived.
    private const string MoveClusterDay =
        """
        UPDATE cluster_day SET received_at = @received_at, report_id = @id
        WHERE day = substr(@received_at, 1, 10) AND dev = @dev AND cluster_id = @cluster AND report_id BETWEEN @first AND @id
        """;

    /// <summary>Deletes the report that a new one replaces; nothing when the new one is within the quota.</summary>
    /// <exception cref="SqliteException">Nothing was deleted.</exception>
    public static void DeleteFor(StoredReport report, SqliteConnection connection)
    {
        if (!OverQuotaId.IsOverQuota(report.Id))
        {
            return;
        }

        var first = OverQuotaId.FirstOfDay(report.Id);
        connection.Execute(DeleteReplaced, ("@first", first), ("@id", report.Id), ("@cluster", report.Cluster!));
        connection.Execute(MoveClusterDay,
            ("@received_at", report.ReceivedAt), ("@id", report.Id), ("@dev", report.Development), ("@cluster", report.Cluster!),
            ("@first", first));
    }
}
