using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Writes reports into PostgreSQL, and what is counted with them, over one connection.</summary>
/// <remarks>
/// A report has one place, by its own id: however often it is sent, it is there once. The tables that are counted only ever
/// move forward, so they too take the same report twice.
/// </remarks>
internal sealed class PostgresWriter(NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>Held by each writer while it writes, and alone by who rolls up a day: <see cref="PostgresMaintenance"/>.</summary>
    public const string RollupLock = "1919641394, 2";

    /// <summary>The id of a cluster that did not tell one: a key cannot be NULL.</summary>
    private static readonly byte[] NoCluster = new byte[32];

    private static readonly Dictionary<string, ColumnKind> Kinds = ReportColumn.All.ToDictionary(column => column.Name, column => column.Kind);

    // In the order of the key everywhere: two writers that meet on the same clusters wait for each other and do not lock each other out.
    private static readonly string Move =
        $"""
        DELETE FROM staging s USING forgotten f WHERE s.cluster_id = f.cluster_id AND s.received_at <= f.forgotten_at;
        INSERT INTO report ({StoredReport.ColumnList}) SELECT {StoredReport.ColumnList} FROM staging ORDER BY cluster_id, received_at, report_id ON CONFLICT DO NOTHING;
        DELETE FROM staging WHERE cluster_id = '\x{Convert.ToHexString(NoCluster)}';
        DELETE FROM daily WHERE day IN (SELECT (received_at AT TIME ZONE 'UTC')::date FROM staging) AND day < (now() AT TIME ZONE 'UTC')::date;
        INSERT INTO cluster_day (cluster_id, dev, day, received_at, report_id)
            SELECT DISTINCT ON (cluster_id, dev, day) cluster_id, dev, (received_at AT TIME ZONE 'UTC')::date AS day, received_at, report_id
            FROM staging ORDER BY cluster_id, dev, day, received_at DESC, report_id DESC
            ON CONFLICT (cluster_id, dev, day) DO UPDATE SET received_at = excluded.received_at, report_id = excluded.report_id
            WHERE (excluded.received_at, excluded.report_id) > (cluster_day.received_at, cluster_day.report_id);
        INSERT INTO cluster ({StoredReport.ColumnList})
            SELECT DISTINCT ON (cluster_id, dev) {StoredReport.ColumnList} FROM staging ORDER BY cluster_id, dev, received_at DESC, report_id DESC
            ON CONFLICT (cluster_id, dev) DO UPDATE SET {StoredReport.Renewal}
            WHERE (excluded.received_at, excluded.report_id) > (cluster.received_at, cluster.report_id);
        """;

    // A network that is cut between a batch and its commit leaves a session behind that nobody ends for hours, and which holds the reports of that
    // batch: who sends them again over a new connection waits for it. A writer that lives goes on within milliseconds.
    private const string LeaveNoLocks =
        "SET idle_in_transaction_session_timeout = '15s'; SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

    private readonly HashSet<string> _months = [];

    /// <summary>Connects, and brings the schema up to date.</summary>
    /// <param name="postgres">Where.</param>
    /// <param name="secret">The secret of the ids that will be written.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NpgsqlException">It cannot be reached, or its schema cannot be changed.</exception>
    /// <exception cref="InvalidDataException">The ids that are there were made with another secret.</exception>
    public static async Task<PostgresWriter> ConnectAsync(NpgsqlDataSource postgres, byte[] secret, CancellationToken cancellationToken)
    {
        var connection = await postgres.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(LeaveNoLocks, cancellationToken);
            await PostgresSchema.MigrateAsync(connection, cancellationToken);
            await CheckSecretAsync(connection, secret, cancellationToken);
            await connection.ExecuteAsync("CREATE TEMPORARY TABLE staging (LIKE report) ON COMMIT DELETE ROWS", cancellationToken);
            return new PostgresWriter(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes reports in one transaction.</summary>
    /// <param name="months">The months that they came in, e.g. <c>2026-08</c>.</param>
    /// <param name="reports">Rows of <see cref="StoredReport.Columns"/>, behind one column of the journal's own.</param>
    /// <param name="cancellationToken">Ends it; then nothing was written, or all was, and sending it again does no harm.</param>
    /// <exception cref="NpgsqlException">The same.</exception>
    public async Task WriteAsync(IEnumerable<string> months, SqliteDataReader reports, CancellationToken cancellationToken)
    {
        foreach (var month in months.Where(month => !_months.Contains(month)))
        {
            await PostgresSchema.AddPartitionAsync(connection, DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture), cancellationToken);
            _months.Add(month);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // The journal lets go of what is committed here: a commit that had not reached the disk would be a lie.
        await connection.ExecuteAsync(
            $"SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') IN ('off', 'local'); SELECT pg_advisory_xact_lock_shared({RollupLock})",
            cancellationToken);
        await CopyAsync(reports, cancellationToken);
        await connection.ExecuteAsync(Move, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static async Task CheckSecretAsync(NpgsqlConnection connection, byte[] secret, CancellationToken cancellationToken)
    {
        var fingerprint = new NpgsqlParameter { Value = StoredReport.Hash("fingerprint of the secret", secret) };
        const string Sql = "INSERT INTO secret_check (name, fingerprint) VALUES ('clusters', $1) ON CONFLICT DO NOTHING; SELECT count(*) FROM secret_check WHERE fingerprint = $1";
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in Sql.Split("; "))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { fingerprint.Clone() } });
        }

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken) || rows.GetInt64(0) == 0)
        {
            throw new InvalidDataException("the ids in this database were made with another secret, so every cluster would be counted twice: give this replica the others' (--secret).");
        }
    }

    private async Task CopyAsync(SqliteDataReader reports, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY staging ({StoredReport.ColumnList}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        while (reports.Read())
        {
            await copy.StartRowAsync(cancellationToken);
            for (var i = 0; i < StoredReport.Columns.Count; i++)
            {
                await WriteAsync(copy, StoredReport.Columns[i], reports, i + 1, cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string column, SqliteDataReader row, int index, CancellationToken cancellationToken) => column switch
    {
        "report_id" => copy.WriteAsync(new Guid(row.GetFieldValue<byte[]>(index), bigEndian: true), NpgsqlDbType.Uuid, cancellationToken),
        "received_at" => copy.WriteAsync(DateTime.SpecifyKind(row.GetDateTime(index), DateTimeKind.Utc), NpgsqlDbType.TimestampTz, cancellationToken),
        "cluster_id" => copy.WriteAsync(row.IsDBNull(index) ? NoCluster : row.GetFieldValue<byte[]>(index), NpgsqlDbType.Bytea, cancellationToken),
        _ when row.IsDBNull(index) => copy.WriteNullAsync(cancellationToken),
        _ => Kinds.GetValueOrDefault(column, ColumnKind.Text) switch
        {
            ColumnKind.Count => copy.WriteAsync(row.GetInt64(index), NpgsqlDbType.Bigint, cancellationToken),
            ColumnKind.Boolean or ColumnKind.Flag => copy.WriteAsync(row.GetBoolean(index), NpgsqlDbType.Boolean, cancellationToken),
            ColumnKind.Id => copy.WriteAsync(row.GetFieldValue<byte[]>(index), NpgsqlDbType.Bytea, cancellationToken),
            _ => copy.WriteAsync(row.GetString(index), NpgsqlDbType.Text, cancellationToken),
        },
    };
}
