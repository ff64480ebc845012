using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Counting;
using SecurityResponder.Server.Receiving;
using SecurityResponder.Server.Storing;

namespace SecurityResponder.Server.Tests.Storing;

/// <summary>The embedded store: its file and its writer.</summary>
internal sealed class SqliteKeepingStore : IKeepingStore
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time;
    private readonly ReportStore _store;
    private readonly ClusterDerivation _derivation;

    private SqliteKeepingStore(DateTimeOffset now)
    {
        _time = new FakeTimeProvider(now);
        var data = DataDirectory.Open(_directory.Path);
        _store = new ReportStore(data, _time, NullLogger<ReportStore>.Instance);
        _derivation = new ClusterDerivation(_store, _time);
        Figures = new Figures(new SqliteFigureStore(data, _derivation), _time);
    }

    public Figures Figures { get; }

    public static async Task<SqliteKeepingStore> StartAsync(DateTimeOffset now)
    {
        var store = new SqliteKeepingStore(now);
        await store._store.StartAsync(TestContext.Current.CancellationToken);
        return store;
    }

    public async Task KeepAsync(ClusterReport report, DateTimeOffset at)
    {
        _time.AdjustTime(at);
        Assert.Equal(Keeping.Kept, await _store.KeepAsync(report));
    }

    public async Task SettleAsync()
    {
        while (await _store.DoAsync(ClusterDerivation.Next, TestContext.Current.CancellationToken) > 0) continue;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.StopAsync(CancellationToken.None);
        _store.Dispose();
        _derivation.Dispose();
        _directory.Dispose();
    }
}
