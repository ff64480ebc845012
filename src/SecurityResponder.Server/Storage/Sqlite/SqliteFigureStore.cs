using System.Data.Common;
using System.Globalization;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Reads figures from the SQLite file, beside its writer: neither waits for the other.</summary>
internal sealed class SqliteFigureStore(DataDirectory data, ClusterDerivation derivation) : IFigureStore
{
    private const string Digits = "ltrim(c.kubernetes_version, 'vV')";

    public FigureSql Sql { get; } = new(
        $"'v' || substr({Digits}, 1, instr({Digits}, '.') + instr(substr({Digits}, instr({Digits}, '.') + 1) || '.', '.') - 1)");

    /// <summary>What was reported a moment ago is counted too, unless very much is on its way.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await derivation.CatchUpAsync(cancellationToken);
        return ReportDatabase.Connect(data.Database, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite);
    }

    public object Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public object Instant(DateTimeOffset instant) => Rfc3339.Of(instant);
}
