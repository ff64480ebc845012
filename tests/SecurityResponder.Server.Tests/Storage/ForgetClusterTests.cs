using Microsoft.Extensions.Logging.Abstractions;
using SecurityResponder.Server.Commands;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Tests.Storage.Postgres;
using SecurityResponder.Server.Tests.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage;

public sealed class ForgetClusterTests(PostgresFixture postgres)
{
    private const string Uuid = "53741f60-f208-48fc-ae81-8a969510a598";
    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Tables = ["report", "cluster", "cluster_day", "cluster_name"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_is_deleted_from_every_table_of_the_file_and_no_other_is()
    {
        await using var store = await SqliteStoreUnderTest.StartAsync(Noon);
        await FillAsync(store);

        var options = new ServerOptions { Data = Path.GetDirectoryName(store.Data.Database)! };
        Assert.Equal("Deleted 3 reports.", await ForgetCluster.RunAsync(" " + Uuid.ToUpperInvariant(), options));
        await AssertOnlyTheOtherAsync(store);
        Assert.Equal("Deleted 0 reports.", await ForgetCluster.RunAsync(Uuid, options));
        await store.SaveAsync(Reports.Of(Uuid), Noon.AddDays(3));
        await store.FlushAsync();
        Assert.Equal(2, await store.NumberAsync("SELECT count(*) FROM cluster"));
    }

    [Fact]
    public async Task A_cluster_is_deleted_from_PostgreSQL_and_another_journal_does_not_bring_it_back()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await FillAsync(store);
        var data = Path.GetDirectoryName(store.Data.Database)!;
        using var elsewhere = new TemporaryDirectory();
        foreach (var file in Directory.GetFiles(data))
        {
            File.Copy(file, elsewhere.File(Path.GetFileName(file)));
        }

        var options = new ServerOptions { Data = elsewhere.Path, Postgres = database };
        Assert.Equal("Deleted 3 reports in PostgreSQL, 3 in the journal.", await ForgetCluster.RunAsync(Uuid, options));
        await AssertOnlyTheOtherAsync(store);
        await using var source = PostgresConnections.Open(database);
        using (var again = new Forwarder(store.Journal, store.Data, source, TimeProvider.System, NullLogger<Forwarder>.Instance))
        {
            Assert.Equal(4, await again.ForwardAsync(Cancelled));
            await again.StopAsync(Cancelled);
        }

        await AssertOnlyTheOtherAsync(store);
    }

    private static async Task FillAsync(IStoreUnderTest store)
    {
        await store.SaveAsync(Reports.Of(Uuid), Noon);
        await store.SaveAsync(Reports.Of(Uuid, facts: ("dev", true)), Noon);
        await store.SaveAsync(Reports.Of(Uuid), Noon.AddDays(1));
        await store.SaveAsync(Reports.Of("another"), Noon.AddDays(2));
        await store.FlushAsync();
        var filter = new FigureFilter(new(2026, 8, 31), new(2026, 9, 2), false, new Dictionary<string, string?>());
        foreach (var cluster in await store.Fleet.ListAsync(filter))
        {
            await store.Figures.SetNameAsync(cluster.ClusterId, "name", Cancelled);
        }
    }

    private static async Task AssertOnlyTheOtherAsync(IStoreUnderTest store)
    {
        foreach (var table in Tables)
        {
            Assert.Equal((table, 1), (table, await store.NumberAsync($"SELECT count(*) FROM {table}")));
        }
    }
}
