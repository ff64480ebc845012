using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

public sealed class ForwardBacklogTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_backlog_is_the_number_of_unsent_reports_and_the_time_of_the_first()
    {
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, await postgres.NewDatabaseAsync());
        ForwardBacklog Backlog() => ForwardBacklog.Of(store.Data.Database);

        Assert.Equal(new(0, null), Backlog());
        for (var i = 0; i < 5; i++)
        {
            await store.SaveAsync(Reports.Of("a"), Noon.AddSeconds(i));
        }

        Assert.Equal(new(5, Noon), Backlog());
        await store.FlushAsync();
        Assert.Equal(new(0, null), Backlog());
        for (var i = 10; i < 13; i++)
        {
            await store.SaveAsync(Reports.Of("a"), Noon.AddSeconds(i));
        }

        Assert.Equal(new(3, Noon.AddSeconds(10)), Backlog());
    }

    // As after a change from the SQLite store, in which old reports were deleted.
    [Fact]
    public async Task Reports_that_were_deleted_before_they_were_sent_are_not_in_the_backlog()
    {
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, await postgres.NewDatabaseAsync());
        for (var i = 0; i < 5; i++)
        {
            await store.SaveAsync(Reports.Of("a"), Noon.AddSeconds(i));
        }

        await using (var other = ReportDatabase.Connect(store.Data.Database, SqliteOpenMode.ReadWrite))
        {
            other.Execute("DELETE FROM report WHERE id <= 3");
        }

        Assert.Equal(new(2, Noon.AddSeconds(3)), ForwardBacklog.Of(store.Data.Database));
    }
}
