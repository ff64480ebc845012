namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class PostgresBackfillTests(PostgresFixture postgres) : BackfillSuite
{
    private static readonly DateTimeOffset Monday = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private protected override async Task<IStoreUnderTest> StartAsync(DateTimeOffset now) =>
        await PostgresStoreUnderTest.StartAsync(now, await postgres.NewDatabaseAsync());

    // The trigger stands for another replica, which has not filled in this report yet.
    [Fact]
    public async Task A_day_is_counted_after_its_last_report_is_filled_in()
    {
        var store = (PostgresStoreUnderTest)Store;
        foreach (var id in new[] { "a", "b", "c", "d", "e" })
        {
            await store.SaveAsync(Reports.Of(id), Monday);
        }

        await store.FlushAsync();
        await store.RemoveFigureColumnsAsync();
        await store.ExecuteAsync("CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
        await store.ExecuteAsync("CREATE TRIGGER keep BEFORE UPDATE ON report FOR EACH ROW EXECUTE FUNCTION keep()");
        await store.MaintainAsync(Monday.AddDays(1));
        Assert.Equal(0, await store.NumberAsync("SELECT count(*) FROM daily"));

        await store.ExecuteAsync("DROP TRIGGER keep ON report");
        await store.MaintainAsync(Monday.AddDays(1).AddHours(1));
        Assert.Equal(["v1.34,5"], await store.RowsAsync("SELECT value, clusters FROM daily WHERE name = 'kubernetes_minor'"));
    }

    // An update of a cluster that changes no indexed column leaves its indexes alone, which keeps forwarding cheap.
    [Fact(Timeout = 60_000)]
    public async Task A_further_report_of_a_cluster_changes_no_index()
    {
        var store = (PostgresStoreUnderTest)Store;
        for (var hour = 0; hour < 3; hour++)
        {
            await store.SaveAsync(Reports.Of("a"), Monday.AddHours(hour));
            await store.FlushAsync();
        }

        // A session reports its statistics when it has been idle for a while.
        while (await store.NumberAsync("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'cluster'") < 2)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, await store.NumberAsync("SELECT n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'cluster'"));
    }
}
