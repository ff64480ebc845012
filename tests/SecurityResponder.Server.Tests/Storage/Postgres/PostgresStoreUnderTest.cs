using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>The PostgreSQL store with its journal.</summary>
internal sealed class PostgresStoreUnderTest : IStoreUnderTest
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time;
    private readonly NpgsqlDataSource _postgres;

    private PostgresStoreUnderTest(DateTimeOffset now, string database, string? secret, string? directory)
    {
        foreach (var file in directory is null ? [] : Directory.GetFiles(directory))
        {
            File.Copy(file, _directory.File(Path.GetFileName(file)));
        }

        Database = database;
        _time = new FakeTimeProvider(now);
        _postgres = PostgresConnections.Open(database);
        Data = DataDirectory.Open(_directory.Path, secret);
        Journal = new ReportStore(Data, _time, NullLogger<ReportStore>.Instance);
        Forwarder = new Forwarder(Journal, Data, _postgres, _time, NullLogger<Forwarder>.Instance);
        Figures = new Figures(new PostgresFigureStore(_postgres), _time);
        Fleet = new FleetReader(new PostgresFigureStore(_postgres));
    }

    /// <summary>The connection string of its database.</summary>
    public string Database { get; }

    public Figures Figures { get; }

    public IFleet Fleet { get; }

    public FakeTimeProvider Time => _time;

    public DataDirectory Data { get; }

    public ReportStore Journal { get; }

    public Forwarder Forwarder { get; }

    /// <summary>Starts it with a copy of a data directory, or with an empty one.</summary>
    public static async Task<PostgresStoreUnderTest> StartAsync(
        DateTimeOffset now, string database, string? secret = null, string? directory = null)
    {
        var store = new PostgresStoreUnderTest(now, database, secret, directory);
        await store.Journal.StartAsync(TestContext.Current.CancellationToken);
        return store;
    }

    public async Task SaveAsync(ClusterReport report, DateTimeOffset at)
    {
        _time.AdjustTime(at);
        Assert.Equal(SaveOutcome.Saved, await Journal.SaveAsync(report));
    }

    public async Task FlushAsync()
    {
        while (await Forwarder.ForwardAsync(TestContext.Current.CancellationToken) > 0)
        {
            continue;
        }
    }

    public async Task MaintainAsync(DateTimeOffset now, int retentionDays = 90)
    {
        _time.AdjustTime(now);
        using var maintenance = new PostgresMaintenance(
            _postgres, Data, new Retention(retentionDays, IsSqliteCounted: false), _time, NullLogger<PostgresMaintenance>.Instance);
        await maintenance.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs the maintenance of the journal.</summary>
    public async Task MaintainJournalAsync(DateTimeOffset now)
    {
        _time.AdjustTime(now);
        using var derivation = new ClusterDerivation(Journal, _time);
        using var maintenance = new SqliteMaintenance(
            Journal, Data, new SqliteFigureStore(Data, derivation), new Retention(90, IsSqliteCounted: false), _time,
            NullLogger<SqliteMaintenance>.Instance);
        await maintenance.RunAsync(TestContext.Current.CancellationToken);
    }

    public async Task CountSnapshotAsync(DateTimeOffset now, long maxWithoutSnapshot = 0)
    {
        _time.AdjustTime(now);
        using var counter = new PostgresSnapshotCounter(
            _postgres, new PostgresFigureStore(_postgres), _time, NullLogger<PostgresSnapshotCounter>.Instance)
        {
            MaxWithoutSnapshot = maxWithoutSnapshot,
        };
        await counter.RunAsync(TestContext.Current.CancellationToken);
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var command = _postgres.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async Task<IReadOnlyList<string>> RowsAsync(string sql) =>
        [.. (await PostgresFixture.RowsAsync(Database, sql)).Select(row => string.Join(',', row))];

    public async Task RemoveFigureColumnsAsync()
    {
        await ExecuteAsync("UPDATE report SET kubernetes_minor = NULL, cluster_size = NULL");
        await ExecuteAsync("UPDATE cluster SET kubernetes_minor = NULL, cluster_size = NULL");
    }

    /// <summary>Runs a statement.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = _postgres.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Forwarder.StopAsync(CancellationToken.None);
        Forwarder.Dispose();
        await Journal.StopAsync(CancellationToken.None);
        Journal.Dispose();
        await _postgres.DisposeAsync();
        _directory.Dispose();
    }
}
