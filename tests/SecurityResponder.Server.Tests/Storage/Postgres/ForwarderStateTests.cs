using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>A database that accepts connections and refuses to write.</summary>
public sealed class ForwarderStateTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_logged_once_and_pauses_grow_until_it_writes_again()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await using var source = PostgresConnections.Open(database);
        await (await PostgresWriter.ConnectAsync(source, store.Data.Secret, Cancelled)).DisposeAsync();
        await ExecuteAsync(database, "ALTER TABLE cluster ADD CONSTRAINT refused CHECK (dev IS NULL) NOT VALID");
        await store.SaveAsync(Reports.Of("a"), Noon);
        var (time, log) = (new PauseClock(), new EventIds());
        using var forwarder = new Forwarder(store.Journal, store.Data, source, time, log);
        await forwarder.StartAsync(Cancelled);
        for (var failures = 1; failures <= 5; failures++)
        {
            await time.NextPauseAsync();
            Assert.Equal(failures, forwarder.FailedAttempts);
        }

        Assert.Equal([603], log.Events);
        Assert.True(time.Pauses[^1] > time.Pauses[0], string.Join(", ", time.Pauses));
        await ExecuteAsync(database, "ALTER TABLE cluster DROP CONSTRAINT refused");
        await time.NextPauseAsync();
        await forwarder.StopAsync(Cancelled);

        Assert.Equal([603, 604], log.Events);
        Assert.Equal(1, await store.NumberAsync("SELECT count(*) FROM report"));
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = PostgresConnections.Open(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    // Each pause ends when the next is waited for.
    private sealed class PauseClock : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _paused = Channel.CreateUnbounded<TimeSpan>();

        public List<TimeSpan> Pauses { get; } = [];

        public async Task NextPauseAsync()
        {
            if (Pauses.Count > 0)
            {
                Advance(TimeSpan.FromMinutes(1));
            }

            Pauses.Add(await _paused.Reader.ReadAsync(Cancelled));
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _paused.Writer.TryWrite(dueTime);
            return timer;
        }
    }

    private sealed class EventIds : ILogger<Forwarder>
    {
        public ConcurrentQueue<int> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Enqueue(eventId.Id);
    }
}
