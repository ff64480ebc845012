using Npgsql;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Fills in the columns of figures in the rows of one table that an earlier version has written.</summary>
/// <remarks>A partial index contains these rows (migration 7), so that nothing is read when there are none. A replica of an earlier version
/// may write more of them until it is updated: each run of the maintenance fills them in.</remarks>
/// <param name="Slice">Returns the key of the last row of the next slice; nothing when fewer rows than a slice are left.</param>
/// <param name="Fill">Fills in the rows up to the key $1.</param>
/// <param name="End">A key that is larger than all others.</param>
internal sealed record PostgresBackfill(string Slice, string Fill, NpgsqlParameter End)
{
    private const string KubernetesMinor = "'v' || substring(kubernetes_version from '^[vV]?([0-9]+[.][0-9]+)')";

    /// <summary>The clusters. Pages show them, so they are first.</summary>
    public static PostgresBackfill Clusters { get; } = Of(
        "cluster", "cluster_id", new NpgsqlParameter<byte[]> { TypedValue = [.. Enumerable.Repeat(byte.MaxValue, 33)] });

    /// <summary>The reports.</summary>
    public static PostgresBackfill Reports { get; } = Of(
        "report", "received_at", new NpgsqlParameter<DateTime> { TypedValue = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) });

    /// <summary>Whether a report of the day $1 waits to be filled in.</summary>
    public const string IsWaiting =
        $"""
        SELECT EXISTS (
            SELECT FROM report
            WHERE {FigureColumn.KubernetesMinor} IS NULL
                AND received_at >= $1::timestamp AT TIME ZONE 'UTC' AND received_at < ($1 + 1)::timestamp AT TIME ZONE 'UTC')
        """;

    /// <summary>Returns whether a report of a day waits to be filled in.</summary>
    public static async Task<bool> IsWaitingAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(IsWaiting, connection)
        {
            Parameters = { new NpgsqlParameter<DateOnly> { TypedValue = day } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Fills in the next slice.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> FillNextAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var last = await connection.ScalarAsync(Slice, cancellationToken);
        await using var fill = new NpgsqlCommand(Fill, connection)
        {
            Parameters = { last is null ? End.Clone() : new NpgsqlParameter { Value = last } },
        };
        return await fill.ExecuteNonQueryAsync(cancellationToken) > 0 && last is not null;
    }

    private static PostgresBackfill Of(string table, string key, NpgsqlParameter end) => new(
        $"SELECT {key} FROM {table} WHERE {FigureColumn.KubernetesMinor} IS NULL "
        + $"ORDER BY {key} OFFSET {FigureColumnBackfill.SliceSize - 1} LIMIT 1",
        $"""
        UPDATE {table}
        SET {FigureColumnBackfill.Assignments(KubernetesMinor)}
        WHERE {FigureColumn.KubernetesMinor} IS NULL AND {key} <= $1
        """,
        end);
}
