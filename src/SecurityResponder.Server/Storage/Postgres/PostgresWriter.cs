using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Writes reports to PostgreSQL, and the tables that are derived from them, over one connection.</summary>
/// <remarks>
/// A report has one row, by its own id, however often it is sent. Rows of the derived tables are only replaced by newer reports, so writing
/// a report twice changes nothing there either.
/// </remarks>
internal sealed class PostgresWriter(NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>An advisory lock: every writer shares it, and <see cref="PostgresMaintenance"/> holds it alone while it counts a
    /// day.</summary>
    public const string RollupLock = "1919641394, 2";

    // One round trip.
    private static readonly string WriteStaged = string.Join(";\n",
        PostgresStatements.DiscardForgotten, PostgresStatements.InsertReports, PostgresStatements.DiscardWithoutCluster,
        PostgresStatements.DeleteOutdatedRollups, PostgresStatements.DeriveClusterDays, PostgresStatements.DeriveClusters);

    private static readonly Dictionary<string, ColumnKind> Kinds =
        ReportColumn.All.ToDictionary(column => column.Name, column => column.Kind);

    private readonly HashSet<string> _months = [];

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
            await connection.ExecuteAsync(PostgresStatements.SessionTimeouts, cancellationToken);
            await PostgresSchema.MigrateAsync(connection, cancellationToken);
            await CheckSecretAsync(connection, secret, cancellationToken);
            await connection.ExecuteAsync(PostgresStatements.CreateStaging, cancellationToken);
            return new PostgresWriter(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes reports in one transaction.</summary>
    /// <param name="months">The months in which they came, e.g. <c>2026-08</c>.</param>
    /// <param name="reports">Rows with the journal's id and then <see cref="StoredReport.Columns"/>.</param>
    /// <param name="cancellationToken">Cancels the transaction; it may be committed nevertheless, and writing the reports again is
    /// safe.</param>
    /// <exception cref="NpgsqlException">The transaction failed; it may be committed nevertheless.</exception>
    public async Task WriteAsync(IEnumerable<string> months, SqliteDataReader reports, CancellationToken cancellationToken)
    {
        foreach (var month in months.Where(month => !_months.Contains(month)))
        {
            var firstDay = DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            await PostgresSchema.AddPartitionAsync(connection, firstDay, cancellationToken);
            _months.Add(month);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            $"{PostgresStatements.CommitDurably}; SELECT pg_advisory_xact_lock_shared({RollupLock})", cancellationToken);
        await CopyAsync(reports, cancellationToken);
        await connection.ExecuteAsync(WriteStaged, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

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

    private async Task CopyAsync(SqliteDataReader reports, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(PostgresStatements.CopyToStaging, cancellationToken);
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

    private static Task WriteAsync(
        NpgsqlBinaryImporter copy, string column, SqliteDataReader row, int index, CancellationToken cancellationToken)
    {
        Task WriteAsync<T>(T value, NpgsqlDbType type) => copy.WriteAsync(value, type, cancellationToken);
        return column switch
        {
            "report_id" => WriteAsync(new Guid(row.GetFieldValue<byte[]>(index), bigEndian: true), NpgsqlDbType.Uuid),
            "received_at" => WriteAsync(DateTime.SpecifyKind(row.GetDateTime(index), DateTimeKind.Utc), NpgsqlDbType.TimestampTz),
            "cluster_id" when row.IsDBNull(index) => WriteAsync(PostgresStatements.NoCluster, NpgsqlDbType.Bytea),
            _ when row.IsDBNull(index) => copy.WriteNullAsync(cancellationToken),
            _ => Kinds.GetValueOrDefault(column, ColumnKind.Text) switch
            {
                ColumnKind.Count => WriteAsync(row.GetInt64(index), NpgsqlDbType.Bigint),
                ColumnKind.Boolean or ColumnKind.Flag => WriteAsync(row.GetBoolean(index), NpgsqlDbType.Boolean),
                ColumnKind.Id => WriteAsync(row.GetFieldValue<byte[]>(index), NpgsqlDbType.Bytea),
                _ => WriteAsync(row.GetString(index), NpgsqlDbType.Text),
            },
        };
    }
}
