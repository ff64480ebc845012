using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Brings a PostgreSQL database to the schema of this program.</summary>
internal static partial class PostgresSchema
{
    // Any two numbers will do, as long as nobody else takes them: "rke2" and a place.
    private const string MigrationLock = "1919641394, 1";

    /// <summary>The migrations of this program, by number.</summary>
    public static IReadOnlyList<(int Number, string Sql)> Migrations { get; } =
        [.. typeof(PostgresSchema).Assembly.GetManifestResourceNames().Select(name => (Name: name, Match: Numbered().Match(name)))
            .Where(resource => resource.Match.Success)
            .Select(resource => (int.Parse(resource.Match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), Text(resource.Name))).Order()];

    /// <summary>Applies what is missing; of several replicas that start at once one does, the others wait for it.</summary>
    /// <remarks>A database that a newer program has migrated is used as it is: migrations only add.</remarks>
    /// <exception cref="NpgsqlException">It could not be done; what was begun is undone.</exception>
    public static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            await connection.ExecuteAsync(
                "CREATE TABLE IF NOT EXISTS schema_migration (number integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())", cancellationToken);
            var applied = await AppliedAsync(connection, cancellationToken);
            foreach (var (number, sql) in Migrations.Where(migration => migration.Number > applied))
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await connection.ExecuteAsync(sql, cancellationToken);
                await connection.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_migration (number) VALUES ({number})"), cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }
        finally
        {
            // A connection that is broken has let go of it.
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await connection.ExecuteAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
            }
        }
    }

    /// <summary>Makes the partition of a month, where it is missing.</summary>
    /// <param name="connection">Not in a transaction: the lock that this takes on the table must be short.</param>
    /// <param name="month">Any day of it, UTC.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task AddPartitionAsync(NpgsqlConnection connection, DateOnly month, CancellationToken cancellationToken)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // IF NOT EXISTS alone does not save two that make it at once.
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        await connection.ExecuteAsync(
            $"CREATE TABLE IF NOT EXISTS {PartitionOf(first)} PARTITION OF report FOR VALUES FROM ('{first:yyyy-MM-dd} 00:00+00') TO ('{first.AddMonths(1):yyyy-MM-dd} 00:00+00')",
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The partition of a month, e.g. <c>report_2026_08</c>.</summary>
    public static string PartitionOf(DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"report_{month:yyyy_MM}");

    private static async Task<int> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        return (int)(await connection.ScalarAsync("SELECT coalesce(max(number), 0) FROM schema_migration", cancellationToken))!;
    }

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(PostgresSchema).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"(\d{4})-[a-z-]+\.sql$")]
    private static partial Regex Numbered();
}
