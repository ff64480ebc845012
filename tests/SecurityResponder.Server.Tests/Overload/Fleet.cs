using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>Clusters that all report within one window, with at most three attempts each, as the client makes them: after a refusal when
/// <c>Retry-After</c> says so, after a failure with exponential delay. A connection closed without an answer is a failed attempt.</summary>
internal sealed class Fleet(int clusters, TimeSpan window, IPEndPoint server) : IDisposable
{
    // A process may have 20,000 files open here. A slice of the hour shares them with the tests that run beside it, of which one holds
    // thousands of connections.
    private const int MaxConnections = 18_000;
    private const int MaxConnectionsOfSlice = 12_000;
    private const int SliceOfTheHour = 100_000;

    // One alone opens some 6,500 connections a second: the responder would be asked as fast as it answers, and nobody be sent away.
    private const int Dispatchers = 4;

    private const int MaxAttempts = 3;

    // The client's default.
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);

    private readonly PriorityQueue<int, long> _due = new();
    private readonly byte[] _attempts = new byte[clusters];
    private readonly bool[] _isAnswered = new bool[clusters];
    private readonly SemaphoreSlim _room = new(clusters < SliceOfTheHour ? MaxConnectionsOfSlice : MaxConnections);
    private readonly Stopwatch _clock = new();
    private readonly Lock _lock = new();
    private int _left = clusters;

    /// <summary>What happened.</summary>
    public FleetCount Count { get; } = new();

    /// <summary>The clusters that were answered with 200.</summary>
    public IEnumerable<int> Answered => Enumerable.Range(0, _isAnswered.Length).Where(cluster => _isAnswered[cluster]);

    /// <summary>Lets all of them report.</summary>
    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        var random = new Random(1);
        for (var cluster = 0; cluster < _attempts.Length; cluster++)
        {
            _due.Enqueue(cluster, (long)(random.NextDouble() * window.Ticks));
        }

        _clock.Start();
        await Task.WhenAll(Enumerable.Range(0, Dispatchers)
            .Select(_ => Task.Run(() => DispatchAsync(cancellationToken), cancellationToken)));
        Count.Elapsed = _clock.Elapsed;
    }

    public void Dispose() => _room.Dispose();

    private async Task DispatchAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _left) > 0)
        {
            if (Next() is not { } cluster)
            {
                await Task.Delay(1, cancellationToken);
                continue;
            }

            await _room.WaitAsync(cancellationToken);
            _ = CallAsync(cluster, cancellationToken);
        }
    }

    private int? Next()
    {
        lock (_lock)
        {
            return _due.TryPeek(out var cluster, out var at) && at <= _clock.Elapsed.Ticks ? _due.Dequeue() : null;
        }
    }

    private async Task CallAsync(int cluster, CancellationToken cancellationToken)
    {
        var start = _clock.Elapsed;
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(AttemptTimeout);
        try
        {
            var end = await ClusterCall.SendAsync(cluster, server, attempt.Token);
            Count.Add(end, _clock.Elapsed - start);
            if (end.Status == 200)
            {
                Count.Served(_attempts[cluster]);
                _isAnswered[cluster] = true;
                Interlocked.Decrement(ref _left);
            }
            else
            {
                Retry(cluster, end.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Count.Broke(exception is OperationCanceledException ? "no answer in time" : exception.Message);
            Retry(cluster, null);
        }
        finally
        {
            _room.Release();
        }
    }

    private void Retry(int cluster, TimeSpan? retryAfter)
    {
        var wait = retryAfter ?? TimeSpan.FromSeconds(Math.Pow(2, _attempts[cluster] + 1) * (0.5 + Random.Shared.NextDouble()));
        if (++_attempts[cluster] >= MaxAttempts)
        {
            Count.GiveUp();
            Interlocked.Decrement(ref _left);
            return;
        }

        lock (_lock)
        {
            _due.Enqueue(cluster, (_clock.Elapsed + wait).Ticks);
        }
    }
}
