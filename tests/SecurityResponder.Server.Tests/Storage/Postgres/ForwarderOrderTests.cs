using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>A new connection may lead to a standby that lacks the last reports: they are sent again, without delaying new
/// reports.</summary>
public sealed class ForwarderOrderTests(PostgresFixture postgres)
{
    private const int Batches = 3;
    private const string NewVersion = "v1.35.0+rke2r1";
    private const int Old = Batches * OutgoingJournal.BatchSize;

    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_responder_that_is_killed_after_every_batch_makes_progress_with_new_and_resent_reports()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var source = PostgresConnections.Open(database);
        await using var store = await StartAsync(database, source);
        for (var life = 1; life <= Batches; life++)
        {
            await store.SaveAsync(Reports.Of($"new {life}", NewVersion), Noon);
            using var forwarder = Forward(store, source, TimeProvider.System);
            Assert.Equal(1 + OutgoingJournal.BatchSize, await forwarder.ForwardAsync(Cancelled));
            Assert.Equal((life, life * OutgoingJournal.BatchSize), await NewAndOldAsync(source));
            await BreakAsync(source);
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_after_every_batch_makes_progress_with_new_and_resent_reports()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var source = PostgresConnections.Open(database);
        await using var store = await StartAsync(database, source);
        for (var connection = 1; connection <= Batches; connection++)
        {
            await BreakAsync(source);
            await store.SaveAsync(Reports.Of($"new {connection}", NewVersion), Noon);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => store.Forwarder.ForwardAsync(Cancelled));
            Assert.Equal(1 + OutgoingJournal.BatchSize, await store.Forwarder.ForwardAsync(Cancelled));
            Assert.Equal((connection, connection * OutgoingJournal.BatchSize), await NewAndOldAsync(source));
        }
    }

    [Fact]
    public async Task Any_number_of_new_reports_does_not_stop_resent_reports()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var source = PostgresConnections.Open(database);
        await using var store = await StartAsync(database, source);
        await SaveAsync(store, NewVersion);
        using var forwarder = Forward(store, source, TimeProvider.System);

        for (var batch = 1; batch <= Batches; batch++)
        {
            Assert.Equal(2 * OutgoingJournal.BatchSize, await forwarder.ForwardAsync(Cancelled));
            Assert.Equal((batch * OutgoingJournal.BatchSize, batch * OutgoingJournal.BatchSize), await NewAndOldAsync(source));
        }

        Assert.Equal(0, await forwarder.ForwardAsync(Cancelled));
        await BreakAsync(source);
    }

    // Hours after the last connection, with ten minutes between batches.
    [Fact]
    public async Task Only_reports_that_the_present_connection_has_sent_are_deleted_from_the_journal()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var source = PostgresConnections.Open(database);
        await using var store = await StartAsync(database, source);
        var time = new FakeTimeProvider(Noon.AddHours(3));
        using var forwarder = Forward(store, source, time);
        for (var batch = 1; batch <= Batches; batch++)
        {
            await store.SaveAsync(Reports.Of($"new {batch}", NewVersion), Noon);
            await forwarder.ForwardAsync(Cancelled);
            Assert.Equal(Old - (batch - 1) * OutgoingJournal.BatchSize + 1, ReportDatabase.Read(store.Data.Database).Count());
            time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(0, await forwarder.ForwardAsync(Cancelled));
        Assert.Empty(ReportDatabase.Read(store.Data.Database));
        Assert.Equal((Batches, Old), await NewAndOldAsync(source));
        await BreakAsync(source);
    }

    // A journal with several batches of sent reports, and a standby that lacks them.
    private static async Task<PostgresStoreUnderTest> StartAsync(string database, NpgsqlDataSource source)
    {
        var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await SaveAsync(store, "v1.34.1+rke2r1");
        await store.FlushAsync();
        Assert.Equal((0, Old), await NewAndOldAsync(source));
        await ExecuteAsync(source, "TRUNCATE report, cluster, cluster_day");
        return store;
    }

    private static Task SaveAsync(PostgresStoreUnderTest store, string version) =>
        Task.WhenAll(Enumerable.Range(0, Old).Select(i => store.SaveAsync(Reports.Of($"{version} {i}", version), Noon)));

    private static Forwarder Forward(PostgresStoreUnderTest store, NpgsqlDataSource source, TimeProvider time) =>
        new(store.Journal, store.Data, source, time, NullLogger<Forwarder>.Instance);

    private static async Task<(int New, int Old)> NewAndOldAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT count(*) FILTER (WHERE app_version = '{NewVersion}'), count(*) FILTER (WHERE app_version <> '{NewVersion}')
            FROM report
            """);
        await using var row = await command.ExecuteReaderAsync(Cancelled);
        await row.ReadAsync(Cancelled);
        return ((int)row.GetInt64(0), (int)row.GetInt64(1));
    }

    // Ends all other connections, as a crash of the server or of the responder does.
    private static Task BreakAsync(NpgsqlDataSource source) => ExecuteAsync(source,
        """
        SELECT pg_terminate_backend(pid, 5000)
        FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
        """);

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
