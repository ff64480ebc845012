using System.Data.Common;
using Npgsql;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Reads figures from PostgreSQL; what the replicas' journals still hold is not counted yet.</summary>
internal sealed class PostgresFigureStore(NpgsqlDataSource postgres) : IFigureStore
{
    public FigureSql Sql { get; } = new("'v' || substring(c.kubernetes_version from '^[vV]?([0-9]+[.][0-9]+)')");

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await postgres.OpenConnectionAsync(cancellationToken);

    public object Day(DateOnly day) => day;

    public object Instant(DateTimeOffset instant) => instant.UtcDateTime;
}
