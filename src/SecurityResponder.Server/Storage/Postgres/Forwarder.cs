using Microsoft.Data.Sqlite;
using Npgsql;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Sends reports from the journal to PostgreSQL after they were answered: no cluster waits for it.</summary>
/// <remarks>
/// A report is deleted from the journal some time after PostgreSQL has committed it, and every new connection sends again all that is in
/// the journal: a standby that takes over may lack the last commits of its primary. No report is counted twice, see
/// <see cref="PostgresWriter"/>.
/// </remarks>
internal sealed partial class Forwarder(
    ReportStore store, DataDirectory data, NpgsqlDataSource postgres, TimeProvider time, ILogger<Forwarder> logger) : BackgroundService
{
    private static readonly TimeSpan IdlePause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopPause = TimeSpan.FromMilliseconds(20);

    private readonly OutgoingJournal _journal = new(store, data, time);
    private readonly CancellationTokenSource _stop = new();
    private PostgresWriter? _writer;
    private int _failures;
    // Null before the first attempt has ended.
    private bool? _isAvailable;
    private long _failedAttempts;
    private long _lastBatchAt;

    /// <summary>The number of attempts that failed since the start.</summary>
    public long FailedAttempts => Interlocked.Read(ref _failedAttempts);

    /// <summary>The time when PostgreSQL last committed a batch; null before the first.</summary>
    public DateTimeOffset? LastBatchAt => Interlocked.Read(ref _lastBatchAt) is not 0 and var ticks
        ? new DateTimeOffset(ticks, TimeSpan.Zero)
        : null;

    /// <summary>Sends a batch of new reports, then a batch of reports that are sent again.</summary>
    /// <remarks>
    /// New reports come first, because PostgreSQL certainly lacks them, and because connections that break early deliver them nevertheless.
    /// The batches alternate, because under full load there are always new reports: a standby would never get those that it lacks, and
    /// nothing would be deleted from the journal.
    /// </remarks>
    /// <returns>The number of reports sent.</returns>
    /// <exception cref="Exception">A batch was not committed, or that is unknown: it will be sent again.</exception>
    public async Task<int> ForwardAsync(CancellationToken cancellationToken)
    {
        try
        {
            _writer ??= await ConnectAsync(cancellationToken);
            var sent = await SendAsync(_journal.SendNewAsync, _writer, cancellationToken);
            return sent + await SendAsync(_journal.ResendAsync, _writer, cancellationToken);
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
            var sent = await TryForwardAsync(_stop.Token);
            if (sent is null or < OutgoingJournal.BatchSize)
            {
                await Task.Delay(sent is null ? Pause(_failures) : IdlePause, time, stoppingToken);
            }
        }
    }

    /// <summary>Sends the remaining reports: the journal may be deleted with the pod.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var end = limit.Token.Register(_stop.Cancel);
        limit.CancelAfter(StopTimeout);
        // The present batch is finished: a broken connection would have all reports of the journal sent again.
        await base.StopAsync(cancellationToken);
        // Runs after every accepted report was written.
        await store.ExecuteAsync(_ => true, CancellationToken.None);
        while (!_stop.IsCancellationRequested && await TryForwardAsync(_stop.Token) is not 0)
        {
            await Task.WhenAny(Task.Delay(StopPause, time, _stop.Token));
        }

        await DisconnectAsync();
    }

    public override void Dispose()
    {
        base.Dispose();
        _stop.Dispose();
    }

    // Null when the attempt failed.
    private async Task<int?> TryForwardAsync(CancellationToken cancellationToken)
    {
        try
        {
            var sent = await ForwardAsync(cancellationToken);
            SetAvailable();
            return sent;
        }
        // Any exception: the reports stay in the journal, and an unhandled exception would end the program.
        catch (Exception exception)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return null;
            }

            Interlocked.Increment(ref _failedAttempts);
            if (exception is SqliteException)
            {
                await ReportToStoreAsync(exception);
            }

            SetUnavailable(exception.GetBaseException().Message);
            return null;
        }
    }

    // Each change of the state is logged once, and shorter pauses begin only when everything that waited was written: a database that
    // accepts connections may refuse to write for a day.
    private void SetAvailable()
    {
        _failures = 0;
        if (_isAvailable != true)
        {
            Log.Available(logger);
        }

        _isAvailable = true;
    }

    private void SetUnavailable(string reason)
    {
        _failures++;
        if (_isAvailable != false)
        {
            Log.Unavailable(logger, reason);
        }

        _isAvailable = false;
    }

    // A journal that cannot be read here is corrupt for its writer too, which moves it aside.
    private async Task ReportToStoreAsync(Exception journalException)
    {
        try
        {
            await store.ExecuteAsync<bool>(_ => throw journalException, CancellationToken.None);
        }
        catch (Exception)
        {
            // The same exception comes back.
        }
    }

    private async Task<int> SendAsync(
        Func<PostgresWriter, CancellationToken, Task<int>> send, PostgresWriter writer, CancellationToken cancellationToken)
    {
        var count = await send(writer, cancellationToken);
        if (count > 0)
        {
            Interlocked.Exchange(ref _lastBatchAt, time.GetUtcNow().Ticks);
        }

        await _journal.SaveProgressAsync(cancellationToken);
        return count;
    }

    private async Task<PostgresWriter> ConnectAsync(CancellationToken cancellationToken)
    {
        var writer = await PostgresWriter.ConnectAsync(postgres, data.Secret, cancellationToken);
        _journal.Restart();
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

    // Doubles from a quarter of a second, with random jitter of up to half: replicas that lost the same database do not return at once.
    private static TimeSpan Pause(int failures)
    {
        var seconds = Math.Min(MaxPause.TotalSeconds, 0.25 * Math.Pow(2, Math.Min(failures, 10)));
        return TimeSpan.FromSeconds(seconds) * (0.5 + Random.Shared.NextDouble() / 2);
    }

    private static partial class Log
    {
        [LoggerMessage(603, LogLevel.Warning, "Cannot write to PostgreSQL: {Reason} Reports stay in the journal and are sent later.")]
        public static partial void Unavailable(ILogger logger, string reason);

        [LoggerMessage(604, LogLevel.Information, "PostgreSQL accepts reports; those in the journal are sent.")]
        public static partial void Available(ILogger logger);
    }
}
