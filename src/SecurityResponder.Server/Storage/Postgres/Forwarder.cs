using Microsoft.Data.Sqlite;
using Npgsql;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Moves reports from the journal to PostgreSQL, behind the answers: no cluster ever waits for it.</summary>
/// <remarks>
/// A report leaves the journal only some time after PostgreSQL has it, and all that the journal holds is sent again after every new connection:
/// a standby that takes over may not have what its primary had committed a moment before. Nothing is counted twice by that, see <see cref="PostgresWriter"/>.
/// </remarks>
internal sealed partial class Forwarder(
    ReportStore store, DataDirectory data, NpgsqlDataSource postgres, TimeProvider time, ILogger<Forwarder> logger) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastPause = TimeSpan.FromMilliseconds(20);

    private readonly OutgoingJournal _journal = new(store, data, time);
    private readonly CancellationTokenSource _ended = new();
    private PostgresWriter? _writer;
    private int _failures;
    private long _failed;
    private long _tookAt;

    /// <summary>How many attempts failed, since the start.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>When PostgreSQL last took a batch; null until it took one.</summary>
    public DateTimeOffset? TookAt => Interlocked.Read(ref _tookAt) is not 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Sends the next reports: a batch of new ones, then a batch of those that are sent again.</summary>
    /// <remarks>
    /// New ones first, because PostgreSQL surely lacks them, and even a connection that breaks at once gets on with them. In turn, because under full load new
    /// ones always wait: what a standby lacks would never come, and the journal never let go of anything.
    /// </remarks>
    /// <returns>How many were sent.</returns>
    /// <exception cref="Exception">They were not, or it is not known: they will be sent again.</exception>
    public async Task<int> ForwardAsync(CancellationToken cancellationToken)
    {
        try
        {
            _writer ??= await ConnectAsync(cancellationToken);
            return await SendAsync(_journal.SendNewAsync, _writer, cancellationToken) + await SendAsync(_journal.SendAgainAsync, _writer, cancellationToken);
        }
        catch
        {
            await DisconnectAsync();
            throw;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var sent = await TryForwardAsync(_ended.Token);
            if (sent is null or < OutgoingJournal.MaxTogether)
            {
                await Task.Delay(sent is null ? Pause(_failures) : Idle, time, stoppingToken);
            }
        }
    }

    /// <summary>Sends what still waits: a journal may not outlive its pod.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var end = limit.Token.Register(_ended.Cancel);
        limit.CancelAfter(LastWords);
        // The batch under way goes on: broken off, all that the journal holds would have to be sent again.
        await base.StopAsync(cancellationToken);
        // Its turn comes after that of every report that was taken.
        await store.DoAsync(_ => true, CancellationToken.None);
        while (!_ended.IsCancellationRequested && await TryForwardAsync(_ended.Token) is not 0)
        {
            await Task.WhenAny(Task.Delay(LastPause, time, _ended.Token));
        }

        await DisconnectAsync();
    }

    public override void Dispose()
    {
        base.Dispose();
        _ended.Dispose();
    }

    // Null when it failed.
    private async Task<int?> TryForwardAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ForwardAsync(cancellationToken);
        }
        // Whatever it is: reports stay in the journal, and the program must not end for it.
        catch (Exception exception)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return null;
            }

            Interlocked.Increment(ref _failed);
            if (exception is SqliteException)
            {
                await TellStoreAsync(exception);
            }
            // Once when it begins: a database may be away for a day.
            if (_failures++ == 0)
            {
                Log.Away(logger, exception.GetBaseException().Message);
            }

            return null;
        }
    }

    // A journal that cannot be read here is broken for its writer too, who moves it aside.
    private async Task TellStoreAsync(Exception e)
    {
        try
        {
            await store.DoAsync<bool>(_ => throw e, CancellationToken.None);
        }
        catch (Exception)
        {
            // It is what was told.
        }
    }

    private async Task<int> SendAsync(Func<PostgresWriter, CancellationToken, Task<int>> send, PostgresWriter writer, CancellationToken cancellationToken)
    {
        var count = await send(writer, cancellationToken);
        if (count > 0)
        {
            _failures = 0;
            Interlocked.Exchange(ref _tookAt, time.GetUtcNow().Ticks);
        }

        await _journal.SettleAsync(cancellationToken);
        return count;
    }

    private async Task<PostgresWriter> ConnectAsync(CancellationToken cancellationToken)
    {
        var writer = await PostgresWriter.ConnectAsync(postgres, data.Secret, cancellationToken);
        _journal.BeginAnew();
        _failures = 0;
        Log.Connected(logger);
        return writer;
    }

    private async Task DisconnectAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        _writer = null;
    }

    // Doubling from a quarter of a second, and by chance between half and whole: replicas that lost the same database do not return as one.
    private static TimeSpan Pause(int failures) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 0.25 * Math.Pow(2, Math.Min(failures, 10)))) * (0.5 + Random.Shared.NextDouble() / 2);

    private static partial class Log
    {
        [LoggerMessage(603, LogLevel.Warning, "PostgreSQL cannot be written: {Reason} Reports stay in the journal and are sent when it can be.")]
        public static partial void Away(ILogger logger, string reason);

        [LoggerMessage(604, LogLevel.Information, "PostgreSQL can be written; what the journal holds is sent.")]
        public static partial void Connected(ILogger logger);
    }
}
