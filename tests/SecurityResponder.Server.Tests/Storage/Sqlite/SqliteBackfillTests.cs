namespace SecurityResponder.Server.Tests.Storage.Sqlite;

public sealed class SqliteBackfillTests : BackfillSuite
{
    private protected override async Task<IStoreUnderTest> StartAsync(DateTimeOffset now) => await SqliteStoreUnderTest.StartAsync(now);

    [Fact]
    public async Task A_program_that_was_stopped_continues_with_the_reports_that_are_left()
    {
        var store = (SqliteStoreUnderTest)Store;
        var now = new DateTimeOffset(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);
        foreach (var id in new[] { "a", "b", "c", "d" })
        {
            await store.SaveAsync(Reports.Of(id), now);
        }

        await store.FlushAsync();
        await store.RemoveFigureColumnsAsync();
        await store.ExecuteAsync("DELETE FROM report WHERE id = 2; UPDATE progress SET report = 2 WHERE name = 'without_minor'");
        await store.MaintainAsync(now.AddHours(1));

        Assert.Equal(["1,v1.34", "3,", "4,"], await store.RowsAsync("SELECT id, kubernetes_minor FROM report ORDER BY id"));
        Assert.Equal(0, await store.NumberAsync("SELECT count(*) FROM cluster WHERE kubernetes_minor IS NULL"));
        Assert.Equal(0, await store.NumberAsync("SELECT count(*) FROM progress WHERE name = 'without_minor'"));
    }
}
