using Microsoft.Data.Sqlite;
using Npgsql;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Writes reports to PostgreSQL, and the tables that are derived from them, over one connection.</summary>
/// <remarks>
/// A report has one row, by its own id, however often it is sent. Rows of the derived tables are only replaced by newer reports, so writing
/// a report twice changes nothing there either. Nothing depends on the session, so that PgBouncer may give each transaction another one.
/// </remarks>
internal sealed class PostgresWriter : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly HashSet<DateOnly> _days = [];
    private string? _server;

    private PostgresWriter(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Connects and migrates the schema.</summary>
    /// <param name="postgres">The database.</param>
    /// <param name="secret">The secret that ids are hashed with.</param>
    /// <param name="cancellationToken">Cancels the connection.</param>
    /// <exception cref="NpgsqlException">The database cannot be reached, or its schema cannot be migrated.</exception>
    /// <exception cref="InvalidDataException">The ids in the database were hashed with another secret.</exception>
    public static async Task<PostgresWriter> ConnectAsync(NpgsqlDataSource postgres, byte[] secret, CancellationToken cancellationToken)
    {
        var connection = await postgres.OpenConnectionAsync(cancellationToken);
        try
        {
            await PostgresSchema.MigrateAsync(connection, cancellationToken);
            await CheckSecretAsync(connection, secret, cancellationToken);
            return new PostgresWriter(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes reports in one transaction.</summary>
    /// <param name="reports">Rows with the journal's id and then <see cref="StoredReport.Columns"/>.</param>
    /// <param name="cancellationToken">Cancels the transaction; it may be committed nevertheless, and writing the reports again is
    /// safe.</param>
    /// <exception cref="NpgsqlException">The transaction failed; it may be committed nevertheless.</exception>
    /// <exception cref="IOException">Another server answers than before: all reports in the journal must be sent again.</exception>
    public async Task WriteAsync(SqliteDataReader reports, CancellationToken cancellationToken)
    {
        var batch = ReportBatch.Read(reports);
        foreach (var day in batch.Days.Where(day => !_days.Contains(day)))
        {
            await ReportPartition.AddAsync(_connection, day, cancellationToken);
        }

        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        var (today, forgotten) = await StartAsync(batch, cancellationToken);
        // The partition of an older day may be dropped at any time.
        _days.UnionWith(batch.Days.Where(day => day >= today));
        await using (var write = Write(batch.Without(forgotten), today))
        {
            await write.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task CheckSecretAsync(NpgsqlConnection connection, byte[] secret, CancellationToken cancellationToken)
    {
        var fingerprint = StoredReport.Hash("fingerprint of the secret", secret);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { PostgresStatements.SaveFingerprint, PostgresStatements.HasFingerprint })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter { Value = fingerprint } } });
        }

        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken) || rows.GetInt64(0) == 0)
        {
            throw new InvalidDataException(
                "the ids in this database were hashed with another secret, so every cluster would be counted twice: "
                + "give this replica the secret of the others (--secret).");
        }
    }

    // Returns the day of the server, and the times when clusters of the batch were deleted.
    private async Task<(DateOnly Today, Dictionary<string, DateTime> Forgotten)> StartAsync(
        ReportBatch batch, CancellationToken cancellationToken)
    {
        await using var start = new NpgsqlBatch(_connection)
        {
            BatchCommands =
            {
                new(PostgresStatements.StartWriting),
                new(PostgresStatements.Forgotten) { Parameters = { batch.ClusterIds } },
            },
        };
        await using var rows = await start.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        var today = rows.GetFieldValue<DateOnly>(0);
        CheckServer(rows.GetString(1));
        await rows.NextResultAsync(cancellationToken);
        var forgotten = new Dictionary<string, DateTime>();
        while (await rows.ReadAsync(cancellationToken))
        {
            forgotten[Convert.ToHexString(rows.GetFieldValue<byte[]>(0))] = rows.GetDateTime(1);
        }

        return (today, forgotten);
    }

    // A proxy keeps its connection to this program when its server fails over, and the new server may lack the last reports.
    private void CheckServer(string server)
    {
        if (server != (_server ??= server))
        {
            throw new IOException("another PostgreSQL server answers than before.");
        }
    }

    // One round trip, and one statement for each table.
    private NpgsqlBatch Write(ReportBatch reports, DateOnly today)
    {
        var batch = new NpgsqlBatch(_connection);
        void Add(string statement, IEnumerable<NpgsqlParameter> parameters)
        {
            var command = new NpgsqlBatchCommand(statement);
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        var (clusters, days) = (reports.LatestOfClusters, reports.LatestOfDays);
        Add(PostgresStatements.InsertReports, StoredReport.Columns.Select(reports.Array));
        foreach (var replace in ReplacedReports.Statements(reports))
        {
            batch.BatchCommands.Add(replace);
        }

        Add(PostgresStatements.DeriveClusterDays, PostgresStatements.ClusterDayColumns.Select(days.Array));
        Add(PostgresStatements.DeriveClusters, StoredReport.Columns.Select(clusters.Array));
        // Last, because other writers of these days wait for it until the commit.
        var past = days.Days.Where(day => day < today).ToArray();
        if (past.Length > 0)
        {
            Add(PostgresStatements.MarkChangedDays, [new NpgsqlParameter<DateOnly[]> { TypedValue = past }]);
        }

        return batch;
    }
}
