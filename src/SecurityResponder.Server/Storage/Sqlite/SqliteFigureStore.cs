using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Reads figures from the SQLite file; readers and the writer do not block each other.</summary>
internal sealed class SqliteFigureStore(DataDirectory data, ClusterDerivation derivation) : IFigureStore
{
    public IFigureStatements Statements { get; } = new SqliteFigureStatements();

    /// <summary>Opens a connection after the latest reports were derived, so that they are counted too, see
    /// <see cref="ClusterDerivation"/>.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await derivation.CatchUpAsync(cancellationToken);
        return ReportDatabase.Connect(data.Database, SqliteOpenMode.ReadWrite);
    }

    public Task<DbTransaction?> BeginFilteringAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction?>(null);

    public object Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public object Instant(DateTimeOffset instant) => Rfc3339.Of(instant);
}
