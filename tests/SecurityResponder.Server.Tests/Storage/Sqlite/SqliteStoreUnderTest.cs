using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Sqlite;

/// <summary>The SQLite store.</summary>
internal sealed class SqliteStoreUnderTest : IStoreUnderTest
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time;
    private readonly ReportStore _store;
    private readonly ClusterDerivation _derivation;
    private readonly SqliteFigureStore _figures;

    private SqliteStoreUnderTest(DateTimeOffset now)
    {
        _time = new FakeTimeProvider(now);
        Data = DataDirectory.Open(_directory.Path);
        _store = new ReportStore(Data, _time, NullLogger<ReportStore>.Instance);
        _derivation = new ClusterDerivation(_store, _time);
        _figures = new SqliteFigureStore(Data, _derivation);
        Figures = new Figures(_figures, _time);
        Fleet = new FleetReader(_figures);
    }

    public Figures Figures { get; }

    public IFleet Fleet { get; }

    public DataDirectory Data { get; }

    public static async Task<SqliteStoreUnderTest> StartAsync(DateTimeOffset now)
    {
        var store = new SqliteStoreUnderTest(now);
        await store._store.StartAsync(TestContext.Current.CancellationToken);
        return store;
    }

    public async Task SaveAsync(ClusterReport report, DateTimeOffset at)
    {
        _time.AdjustTime(at);
        Assert.Equal(SaveOutcome.Saved, await _store.SaveAsync(report));
    }

    public async Task FlushAsync()
    {
        while (await _store.ExecuteAsync(ClusterDerivation.DeriveNext, TestContext.Current.CancellationToken) > 0)
        {
            continue;
        }
    }

    public async Task MaintainAsync(DateTimeOffset now, int retentionDays = 90)
    {
        _time.AdjustTime(now);
        using var maintenance = new SqliteMaintenance(
            _store, Data, _figures, new Retention(retentionDays, IsSqliteCounted: true), _time, NullLogger<SqliteMaintenance>.Instance);
        await maintenance.RunAsync(TestContext.Current.CancellationToken);
    }

    public async Task CountSnapshotAsync(DateTimeOffset now, long maxWithoutSnapshot = 0)
    {
        _time.AdjustTime(now);
        using var counter = new SqliteSnapshotCounter(_store, Data, _figures, _time, NullLogger<SqliteSnapshotCounter>.Instance)
        {
            MaxWithoutSnapshot = maxWithoutSnapshot,
        };
        await counter.RunAsync(TestContext.Current.CancellationToken);
    }

    public Task<long> NumberAsync(string sql)
    {
        using var connection = ReportDatabase.Connect(Data.Database, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Task.FromResult((long)command.ExecuteScalar()!);
    }

    public Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        using var connection = ReportDatabase.Connect(Data.Database, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join(',', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return Task.FromResult<IReadOnlyList<string>>(rows);
    }

    // A file of version 4, which is then migrated.
    public Task RemoveFigureColumnsAsync() => ExecuteAsync(
        """
        UPDATE report SET kubernetes_minor = NULL, cluster_size = NULL;
        UPDATE cluster SET kubernetes_minor = NULL, cluster_size = NULL;
        PRAGMA user_version = 4;
        """,
        connection => SqliteSchema.Migrate(connection));

    /// <summary>Runs statements between two commits of reports.</summary>
    public Task ExecuteAsync(string sql, Action<SqliteConnection>? then = null) => _store.ExecuteAsync(
        _ =>
        {
            using var connection = ReportDatabase.Connect(Data.Database, SqliteOpenMode.ReadWrite);
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
            then?.Invoke(connection);
            return true;
        },
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _store.StopAsync(CancellationToken.None);
        _store.Dispose();
        _derivation.Dispose();
        _directory.Dispose();
    }
}
