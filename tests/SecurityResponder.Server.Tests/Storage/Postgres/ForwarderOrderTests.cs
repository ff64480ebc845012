using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>A new connection may lead to a standby that lacks the last reports: they are sent again, and new ones wait for none of them.</summary>
public sealed class ForwarderOrderTests(PostgresFixture postgres)
{
    private const int Batches = 3;
    private const string NewVersion = "v1.35.0+rke2r1";
    private const int Old = Batches * OutgoingJournal.BatchSize;

    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_responder_that_is_killed_after_every_batch_gets_on_with_new_reports_and_with_those_it_sends_again()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var source = PostgresConnections.Open(database);
        await using var store = await StartAsync(database, source);
        for (var life = 1; life <= Batches; life++)
        {
            await store.KeepAsync(Reports.Of($"new {life}", NewVersion), Noon);
            using var forwarder = Forward(store, source, TimeProvider.System);
            Assert.Equal(1 + OutgoingJournal.BatchSize, await forwarder.ForwardAsync(Cancelled));
            Assert.Equal((life, life * OutgoingJournal.BatchSize), await NewAndOldAsync(source));
            await BreakAsync(source);
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_after_every_batch_gets_on_with_new_reports_and_with_those_it_sends_again()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var source = PostgresConnections.Open(database);
        await using var store = await StartAsync(database, source);
        for (var connection = 1; connection <= Batches; connection++)
        {
            await BreakAsync(source);
            await store.KeepAsync(Reports.Of($"new {connection}", NewVersion), Noon);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => store.Forwarder.ForwardAsync(Cancelled));
            Assert.Equal(1 + OutgoingJournal.BatchSize, await store.Forwarder.ForwardAsync(Cancelled));
            Assert.Equal((connection, connection * OutgoingJournal.BatchSize), await NewAndOldAsync(source));
        }
    }

    [Fact]
    public async Task However_many_new_reports_wait_those_that_are_sent_again_get_on()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var source = PostgresConnections.Open(database);
        await using var store = await StartAsync(database, source);
        await KeepAsync(store, NewVersion);
        using var forwarder = Forward(store, source, TimeProvider.System);

        for (var batch = 1; batch <= Batches; batch++)
        {
            Assert.Equal(2 * OutgoingJournal.BatchSize, await forwarder.ForwardAsync(Cancelled));
            Assert.Equal((batch * OutgoingJournal.BatchSize, batch * OutgoingJournal.BatchSize), await NewAndOldAsync(source));
        }

        Assert.Equal(0, await forwarder.ForwardAsync(Cancelled));
        await BreakAsync(source);
    }

    // Hours after the last connection, and ten minutes between one batch and the next.
    [Fact]
    public async Task The_journal_lets_go_of_nothing_that_the_present_connection_has_not_brought()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var source = PostgresConnections.Open(database);
        await using var store = await StartAsync(database, source);
        var time = new FakeTimeProvider(Noon.AddHours(3));
        using var forwarder = Forward(store, source, time);
        for (var batch = 1; batch <= Batches; batch++)
        {
            await store.KeepAsync(Reports.Of($"new {batch}", NewVersion), Noon);
            await forwarder.ForwardAsync(Cancelled);
            Assert.Equal(Old - (batch - 1) * OutgoingJournal.BatchSize + 1, ReportDatabase.Read(store.Data.Database).Count());
            time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(0, await forwarder.ForwardAsync(Cancelled));
        Assert.Empty(ReportDatabase.Read(store.Data.Database));
        Assert.Equal((Batches, Old), await NewAndOldAsync(source));
        await BreakAsync(source);
    }

    // A journal with several batches of reports that were sent, and the standby that lacks them.
    private static async Task<PostgresStoreUnderTest> StartAsync(string database, NpgsqlDataSource source)
    {
        var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await KeepAsync(store, "v1.34.1+rke2r1");
        await store.SettleAsync();
        Assert.Equal((0, Old), await NewAndOldAsync(source));
        await ExecuteAsync(source, "TRUNCATE report, cluster, cluster_day");
        return store;
    }

    private static Task KeepAsync(PostgresStoreUnderTest store, string version) =>
        Task.WhenAll(Enumerable.Range(0, Old).Select(i => store.KeepAsync(Reports.Of($"{version} {i}", version), Noon)));

    private static Forwarder Forward(PostgresStoreUnderTest store, NpgsqlDataSource source, TimeProvider time) =>
        new(store.Journal, store.Data, source, time, NullLogger<Forwarder>.Instance);

    private static async Task<(int New, int Old)> NewAndOldAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand($"SELECT count(*) FILTER (WHERE app_version = '{NewVersion}'), count(*) FILTER (WHERE app_version <> '{NewVersion}') FROM report");
        await using var row = await command.ExecuteReaderAsync(Cancelled);
        await row.ReadAsync(Cancelled);
        return ((int)row.GetInt64(0), (int)row.GetInt64(1));
    }

    // All connections but its own, as the death of the server or of the responder does.
    private static Task BreakAsync(NpgsqlDataSource source) =>
        ExecuteAsync(source, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
