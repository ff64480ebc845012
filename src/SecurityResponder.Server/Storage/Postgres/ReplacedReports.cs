using Npgsql;
using NpgsqlTypes;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Deletes what reports over the quota of their cluster replace, see <see cref="OverQuotaId"/>.</summary>
internal static class ReplacedReports
{
    /// <summary>Deletes the reports of the cluster $1 from $2 to $3 whose ids are from $4 to before $5.</summary>
    /// <remarks>Sent once for each such report: on Citus, a statement about one cluster runs on one worker.</remarks>
    public const string DeleteReplaced =
        """
        DELETE FROM report
        WHERE cluster_id = $1 AND received_at >= $2 AND received_at <= $3 AND report_id >= $4 AND report_id < $5
        """;

    /// <summary>Returns the statements for the reports of a batch; none for those within the quota.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Statements(ReportBatch reports) =>
        from report in reports.Keys
        let id = report.Id.ToByteArray(bigEndian: true)
        where OverQuotaId.IsOverQuota(id)
        select new NpgsqlBatchCommand(DeleteReplaced)
        {
            Parameters =
            {
                new NpgsqlParameter<byte[]> { TypedValue = report.Cluster },
                Time(report.ReceivedAt.Date),
                Time(report.ReceivedAt),
                new NpgsqlParameter<Guid> { TypedValue = new Guid(OverQuotaId.FirstOfDay(id), bigEndian: true) },
                new NpgsqlParameter<Guid> { TypedValue = report.Id },
            },
        };

    private static NpgsqlParameter<DateTime> Time(DateTime time) =>
        new() { TypedValue = DateTime.SpecifyKind(time, DateTimeKind.Utc), NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
