using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Migrates a PostgreSQL database to the schema of this program.</summary>
internal static partial class PostgresSchema
{
    /// <summary>The key of an advisory lock: "rke2" as a number, and the number of the lock. Other programs must not use the
    /// same.</summary>
    public const string MigrationLock = "1919641394, 1";

    private const int MigrationTimeoutSeconds = 3600;

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
        while (await MigrateOnceAsync(connection, cancellationToken))
        {
            continue;
        }
    }

    // One transaction for each migration. Returns whether one was applied.
    private static async Task<bool> MigrateOnceAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        await connection.ExecuteAsync(CreateMigrationTable, cancellationToken);
        var applied = await AppliedAsync(connection, cancellationToken);
        var next = Migrations.FirstOrDefault(migration => migration.Number > applied);
        if (next.Sql is null)
        {
            await transaction.CommitAsync(cancellationToken);
            return false;
        }

        await using var migrate = new NpgsqlCommand(next.Sql, connection) { CommandTimeout = MigrationTimeoutSeconds };
        await migrate.ExecuteNonQueryAsync(cancellationToken);
        await using var record = new NpgsqlCommand("INSERT INTO schema_migration (number) VALUES ($1)", connection)
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = next.Number } },
        };
        await record.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

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
