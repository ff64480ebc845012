using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>The forwarder works even if it cannot save its cursor in the journal.</summary>
public sealed class ForwarderJournalTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_journal_that_replaces_another_is_sent_from_its_first_report()
    {
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, await postgres.NewDatabaseAsync());
        for (var i = 0; i < 5; i++)
        {
            await store.SaveAsync(Reports.Of($"before {i}"), Noon);
        }

        await store.FlushAsync();
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            File.Delete(store.Data.Database + part);
        }

        await store.SaveAsync(Reports.Of("after"), Noon);
        await store.FlushAsync();

        Assert.Equal(6, await store.NumberAsync("SELECT count(*) FROM report"));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_sent_nevertheless()
    {
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, await postgres.NewDatabaseAsync());
        await store.SaveAsync(Reports.Of("a"), Noon);
        await store.SaveAsync(Reports.Of("b"), Noon);
        await using (var other = ReportDatabase.Connect(store.Data.Database, SqliteOpenMode.ReadWrite))
        {
            other.Execute("BEGIN IMMEDIATE");
            Assert.Equal(2, await store.Forwarder.ForwardAsync(Cancelled));
            Assert.Equal(0, await store.Forwarder.ForwardAsync(Cancelled));
            Assert.Equal(0, other.Number("SELECT count(*) FROM progress WHERE name = 'forwarded'"));
        }

        await store.FlushAsync();
        await using var after = ReportDatabase.Connect(store.Data.Database, SqliteOpenMode.ReadOnly);
        Assert.Equal(2, after.Number("SELECT report FROM progress WHERE name = 'forwarded'"));
        Assert.Equal(2, await store.NumberAsync("SELECT count(*) FROM report"));
    }
}
