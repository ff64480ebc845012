using Npgsql;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Commands;

/// <summary>Deletes many clusters from PostgreSQL. Responders may be running at the same time.</summary>
internal sealed class PostgresPurge(NpgsqlConnection connection)
{
    private const int ClustersAtOnce = 500;
    private const int TimeoutSeconds = 600;

    private static readonly string[] Tables = ["report", "cluster_day", "cluster_name", "cluster"];

    private static readonly string Sample = "SELECT cluster_id, " + string.Join(", ", SelectedClusters.SampleColumns)
        + $" FROM cluster WHERE cluster_id = ANY ($1) ORDER BY received_at DESC LIMIT {SelectedClusters.SampleSize}";

    /// <summary>The keyed hashes of the selected clusters.</summary>
    public IReadOnlyList<byte[]> Ids { get; private set; } = [];

    /// <summary>Selects clusters by criteria.</summary>
    public async Task<SelectedClusters> SelectAsync(ClusterSelection selection)
    {
        await PostgresSchema.MigrateAsync(connection, CancellationToken.None);
        var patterns = string.Concat(selection.Patterns.Select(
            (pattern, index) => $@" AND c.{SelectedClusters.Column(pattern)} LIKE ${index + 3} ESCAPE '\'"));
        await using var select = new NpgsqlCommand(
            $"""
            SELECT c.cluster_id
            FROM cluster c
            JOIN report r ON r.cluster_id = c.cluster_id
            WHERE true{patterns}
            GROUP BY c.cluster_id
            HAVING min(r.received_at) >= $1 AND min(r.received_at) < $2
            """,
            connection)
        {
            CommandTimeout = TimeoutSeconds,
            Parameters =
            {
                new NpgsqlParameter<DateTime> { TypedValue = (selection.From ?? DateTimeOffset.UnixEpoch).UtcDateTime },
                new NpgsqlParameter<DateTime> { TypedValue = (selection.To ?? DateTimeOffset.UtcNow.AddYears(1)).UtcDateTime },
            },
        };
        foreach (var pattern in selection.Patterns)
        {
            select.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Like(pattern.Glob) });
        }

        var ids = new List<byte[]>();
        await using (var rows = await select.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                ids.Add(rows.GetFieldValue<byte[]>(0));
            }
        }

        Ids = ids;
        return new SelectedClusters(ids.Count, await CountAsync(ids), await SampleAsync([.. ids.Take(SelectedClusters.SampleSize)]));
    }

    /// <summary>Deletes what was selected, in small transactions. Reports of the clusters that wait in journals are discarded when they
    /// arrive.</summary>
    public async Task DeleteAsync()
    {
        foreach (var ids in Ids.Chunk(ClustersAtOnce))
        {
            await using (var transaction = await connection.BeginTransactionAsync())
            {
                await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({PostgresStatements.WriteLock})", CancellationToken.None);
                await ExecuteAsync(
                    "INSERT INTO forgotten (cluster_id, forgotten_at) SELECT id, now() FROM unnest($1) id "
                    + "ON CONFLICT (cluster_id) DO UPDATE SET forgotten_at = excluded.forgotten_at",
                    ids);
                await transaction.CommitAsync();
            }

            foreach (var table in Tables)
            {
                await ExecuteAsync($"DELETE FROM {table} WHERE cluster_id = ANY ($1)", ids);
            }
        }
    }

    /// <summary>Makes the space of deleted rows usable, and gives back what lies at the ends of the files.</summary>
    public async Task VacuumAsync()
    {
        await using var command = new NpgsqlCommand($"VACUUM {string.Join(", ", Tables)}", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private static string Like(string glob) => glob
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal).Replace('*', '%').Replace('?', '_');

    private async Task<long> CountAsync(IReadOnlyList<byte[]> ids)
    {
        long reports = 0;
        foreach (var slice in ids.Chunk(ClustersAtOnce))
        {
            await using var command = Command("SELECT count(*) FROM report WHERE cluster_id = ANY ($1)", slice);
            reports += (long)(await command.ExecuteScalarAsync())!;
        }

        return reports;
    }

    private async Task<IReadOnlyList<string>> SampleAsync(byte[][] ids)
    {
        await using var command = Command(Sample, ids);
        await using var rows = await command.ExecuteReaderAsync();
        var sample = new List<string>();
        while (await rows.ReadAsync())
        {
            var values = new object[rows.FieldCount];
            rows.GetValues(values);
            sample.Add(SelectedClusters.Line((byte[])values[0], values.Skip(1)));
        }

        return sample;
    }

    private async Task ExecuteAsync(string sql, byte[][] ids)
    {
        await using var command = Command(sql, ids);
        await command.ExecuteNonQueryAsync();
    }

    private NpgsqlCommand Command(string sql, byte[][] ids) => new(sql, connection)
    {
        CommandTimeout = TimeoutSeconds,
        Parameters = { new NpgsqlParameter<byte[][]> { TypedValue = ids } },
    };
}
