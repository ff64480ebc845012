using System.Data.Common;
using Npgsql;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Reads figures from PostgreSQL; reports that are still in a replica's journal are not counted yet.</summary>
internal sealed class PostgresFigureStore(NpgsqlDataSource postgres) : IFigureStore
{
    public IFigureStatements Statements { get; } = new PostgresFigureStatements();

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await postgres.OpenConnectionAsync(cancellationToken);

    public async Task<DbTransaction?> BeginFilteringAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ((NpgsqlConnection)connection).ExecuteAsync(PostgresStatements.FilterSettings, cancellationToken);
        return transaction;
    }

    public object Day(DateOnly day) => day;

    public object Instant(DateTimeOffset instant) => instant.UtcDateTime;
}
