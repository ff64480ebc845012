using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>Clusters that all want to report within one window. Who is sent away comes back when told; whose connection broke comes back
/// as the client does, each time later; all of them until they are answered.</summary>
internal sealed class Fleet(int clusters, TimeSpan window, IPEndPoint server) : IDisposable
{
    // A process may have 20,000 files open here, and so may the responder.
    private const int MaxConnections = 18_000;

    // One alone opens some 6,500 connections a second: the responder would be asked as fast as it answers, and nobody be sent away.
    private const int Dispatchers = 4;

    // The client itself gives up after so many, until its next time in eight hours.
    private const int AttemptsOfClient = 3;

    // Minutes of coming back. Who is not served by then never will be.
    private const int MaxAttempts = 40;

    private readonly PriorityQueue<int, long> _due = new();
    private readonly byte[] _attempts = new byte[clusters];
    private readonly SemaphoreSlim _room = new(MaxConnections);
    private readonly Stopwatch _clock = new();
    private readonly Lock _lock = new();
    private int _left = clusters;

    /// <summary>What happened.</summary>
    public FleetCount Count { get; } = new();

    /// <summary>Lets all of them report.</summary>
    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        var random = new Random(1);
        for (var cluster = 0; cluster < _attempts.Length; cluster++)
        {
            _due.Enqueue(cluster, (long)(random.NextDouble() * window.Ticks));
        }

        _clock.Start();
        await Task.WhenAll(Enumerable.Range(0, Dispatchers).Select(_ => Task.Run(() => DispatchAsync(cancellationToken), cancellationToken)));
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
        try
        {
            var end = await ClusterCall.SendAsync(cluster, server, cancellationToken);
            Count.Add(end, _clock.Elapsed - start);
            if (end.Status == 200)
            {
                if (_attempts[cluster] >= AttemptsOfClient)
                {
                    Count.Late();
                }

                Interlocked.Decrement(ref _left);
            }
            else
            {
                Again(cluster, TimeSpan.FromSeconds(end.RetryAfterSeconds ?? 60));
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            Count.Broke(exception.Message);
            Again(cluster, TimeSpan.FromSeconds(Math.Pow(2, Math.Min((int)_attempts[cluster], 5)) * (0.5 + Random.Shared.NextDouble())));
        }
        finally
        {
            _room.Release();
        }
    }

    private void Again(int cluster, TimeSpan wait)
    {
        if (++_attempts[cluster] > MaxAttempts)
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
