using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Migrates a PostgreSQL database to the schema of this program.</summary>
internal static partial class PostgresSchema
{
    // The key of an advisory lock: "rke2" as a number, and the number of the lock. Other programs must not use the same.
    private const string MigrationLock = "1919641394, 1";

    private const string CreateMigrationTable =
        """
        CREATE TABLE IF NOT EXISTS schema_migration (
            number integer PRIMARY KEY,
            applied_at timestamptz NOT NULL DEFAULT now())
        """;

    /// <summary>The migrations, ordered by number.</summary>
    public static IReadOnlyList<(int Number, string Sql)> Migrations { get; } =
        [.. typeof(PostgresSchema).Assembly.GetManifestResourceNames()
            .Select(name => (Name: name, Match: MigrationName().Match(name)))
            .Where(resource => resource.Match.Success)
            .Select(resource => (int.Parse(resource.Match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), Text(resource.Name)))
            .Order()];

    /// <summary>Applies the missing migrations. If several replicas start at once, one migrates and the others wait for it.</summary>
    /// <remarks>A database that a newer program has migrated can be used: migrations only add.</remarks>
    /// <exception cref="NpgsqlException">A migration failed and was rolled back.</exception>
    public static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            await connection.ExecuteAsync(CreateMigrationTable, cancellationToken);
            var applied = await AppliedAsync(connection, cancellationToken);
            foreach (var (number, sql) in Migrations.Where(migration => migration.Number > applied))
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await connection.ExecuteAsync(sql, cancellationToken);
                await using var record = new NpgsqlCommand("INSERT INTO schema_migration (number) VALUES ($1)", connection)
                {
                    Parameters = { new NpgsqlParameter<int> { TypedValue = number } },
                };
                await record.ExecuteNonQueryAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }
        finally
        {
            // A broken connection has released the lock already.
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await connection.ExecuteAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
            }
        }
    }

    /// <summary>Creates the partition of a month when it is missing.</summary>
    /// <param name="connection">A connection without a transaction: the table must be locked for a short time only.</param>
    /// <param name="month">Any day of the month, UTC.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public static async Task AddPartitionAsync(NpgsqlConnection connection, DateOnly month, CancellationToken cancellationToken)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // IF NOT EXISTS alone fails when two replicas create the partition at once.
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        await connection.ExecuteAsync(
            $"""
            CREATE TABLE IF NOT EXISTS {PartitionOf(first)} PARTITION OF report
            FOR VALUES FROM ('{first:yyyy-MM-dd} 00:00+00') TO ('{first.AddMonths(1):yyyy-MM-dd} 00:00+00')
            """,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Returns the name of the partition of a month, e.g. <c>report_2026_08</c>.</summary>
    public static string PartitionOf(DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"report_{month:yyyy_MM}");

    private static async Task<int> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (int)(await connection.ScalarAsync("SELECT coalesce(max(number), 0) FROM schema_migration", cancellationToken))!;

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(PostgresSchema).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"(\d{4})-[a-z-]+\.sql$")]
    private static partial Regex MigrationName();
}
