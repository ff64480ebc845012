using Microsoft.Data.Sqlite;
using Npgsql;

namespace SecurityResponder.Server.Storing.Postgres;

/// <summary>Moves reports from the journal to PostgreSQL, behind the answers: no cluster ever waits for it.</summary>
/// <remarks>
/// A report leaves the journal only some time after PostgreSQL has it, and all that the journal holds is sent again after every new connection:
/// a standby that takes over may not have what its primary had committed a moment before. Nothing is counted twice by that, see <see cref="PostgresWriter"/>.
/// </remarks>
internal sealed partial class Forwarder(
    ReportStore store, DataDirectory data, NpgsqlDataSource postgres, TimeProvider time, ILogger<Forwarder> logger) : BackgroundService
{
    /// <summary>So many reports go in one transaction.</summary>
    public const int MostTogether = 2000;

    /// <summary>How many reports the journal holds at most of those that PostgreSQL has.</summary>
    public const int MostHeld = 250_000;

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastPause = TimeSpan.FromMilliseconds(20);

    private readonly Queue<(DateTimeOffset At, long Last)> _sent = new();
    private readonly CancellationTokenSource _ended = new();
    private PostgresWriter? _writer;
    private long _file;
    private long _position;
    private int _failures;

    /// <summary>Sends the next reports.</summary>
    /// <returns>How many were sent.</returns>
    /// <exception cref="Exception">They were not, or it is not known: they will be sent again.</exception>
    public async Task<int> ForwardAsync(CancellationToken cancellationToken)
    {
        _writer ??= await ConnectAsync(cancellationToken);
        var (count, last) = await SendAsync(_writer, cancellationToken);
        if (count > 0) (_position, _failures) = (last, 0);
        if (count > 0) _sent.Enqueue((time.GetUtcNow(), last));
        while (_sent.TryPeek(out var oldest) && (oldest.At <= time.GetUtcNow() - Held || oldest.Last <= _position - MostHeld))
        {
            while (await store.DoAsync(database => LetGo(database, _file, oldest.Last), cancellationToken)) continue;
            _sent.Dequeue();
        }

        return count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var sent = await TryForwardAsync(_ended.Token);
            if (sent is null or < MostTogether) await Task.Delay(sent is null ? Pause(_failures) : Idle, time, stoppingToken);
        }
    }

    /// <summary>Sends what still waits: a journal may not outlive its pod.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var end = limit.Token.Register(_ended.Cancel);
        limit.CancelAfter(LastWords);
        // The batch under way goes on: broken off, all that the journal holds would have to be sent again first.
        await base.StopAsync(cancellationToken);
        // Its turn comes after that of every report that was taken.
        await store.DoAsync(_ => true, CancellationToken.None);
        while (!_ended.IsCancellationRequested && await TryForwardAsync(_ended.Token) is not 0) await Task.WhenAny(Task.Delay(LastPause, time, _ended.Token));
        if (_writer is not null) await _writer.DisposeAsync();
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
        catch (Exception e)
        {
            if (_writer is not null) await _writer.DisposeAsync();
            _writer = null;
            if (cancellationToken.IsCancellationRequested) return null;
            if (e is SqliteException) await TellStoreAsync(e);
            // Once when it begins: a database may be away for a day.
            if (_failures++ == 0) Log.Away(logger, e.GetBaseException().Message);
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

    private async Task<PostgresWriter> ConnectAsync(CancellationToken cancellationToken)
    {
        var writer = await PostgresWriter.ConnectAsync(postgres, data.Secret, cancellationToken);
        (_position, _failures) = (0, 0);
        _sent.Clear();
        Log.Connected(logger);
        return writer;
    }

    // Ids are given in the order of the commits, so nothing can appear later between two that were read.
    private async Task<(int Count, long Last)> SendAsync(PostgresWriter writer, CancellationToken cancellationToken)
    {
        using var journal = ReportDatabase.Connect(data.Database, SqliteOpenMode.ReadOnly);
        BeginAgainIfNew(journal);
        using var batch = journal.CreateCommand();
        batch.CommandText =
            $"SELECT count(*), coalesce(max(id), 0), group_concat(DISTINCT substr(received_at, 1, 7)) FROM (SELECT id, received_at FROM report WHERE id > {_position} ORDER BY id LIMIT {MostTogether})";
        using var row = batch.ExecuteReader();
        row.Read();
        var (count, last) = (row.GetInt32(0), row.GetInt64(1));
        if (count == 0) return (0, last);
        using var select = journal.CreateCommand();
        select.CommandText = $"SELECT id, {KeptReport.ColumnList} FROM report WHERE id > {_position} AND id <= {last} ORDER BY id";
        using var reports = select.ExecuteReader();
        await writer.WriteAsync(row.GetString(2).Split(','), reports, cancellationToken);
        return (count, last);
    }

    // A broken journal was moved aside, and the ids of the new one begin at 1.
    private void BeginAgainIfNew(SqliteConnection journal)
    {
        var file = journal.Number("SELECT report FROM progress WHERE name = 'file'");
        if (file == _file) return;
        (_file, _position) = (file, 0);
        _sent.Clear();
    }

    // Whether there is more of it.
    private static bool LetGo(ReportDatabase database, long file, long last) => database.InTransaction(connection => connection.Execute(
        $"DELETE FROM report WHERE id IN (SELECT id FROM report WHERE id <= {last} ORDER BY id LIMIT {MostTogether}) AND {file} = (SELECT report FROM progress WHERE name = 'file')")
        == MostTogether);

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
