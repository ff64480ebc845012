using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SecurityResponder.Server.Faults.Tests;

/// <summary>A network between the responder and PostgreSQL that can be interrupted: data is then lost without an error.</summary>
internal sealed class Relay : IDisposable
{
    // In a real network, PostgreSQL closes a lost session after this time, because of the TCP keepalives that the responder sets
    // (PostgresStatements). The relay stays connected and answers them, so it closes the connection itself. Otherwise a session that
    // waits for the rest of a message would keep its locks.
    private static readonly TimeSpan KeepaliveTimeout = TimeSpan.FromSeconds(10 + 3 * 5);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly CancellationTokenSource _end = new();
    private int _cuts;
    private long _cutAt;
    private volatile bool _isCut;

    public Relay(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Interrupts the network: data is lost from now on, and on the open connections for ever.</summary>
    public void Cut()
    {
        Volatile.Write(ref _cutAt, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref _cuts);
        _isCut = true;
    }

    /// <summary>Restores the network for new connections.</summary>
    public void Restore() => _isCut = false;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var here = await _listener.AcceptSocketAsync(_end.Token);
            var there = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            var cuts = _isCut ? -1 : _cuts;
            await there.ConnectAsync(IPAddress.Loopback, _target);
            _ = RelayAsync(here, there, cuts);
        }
    }

    private async Task RelayAsync(Socket here, Socket there, int cuts)
    {
        using (here)
        using (there)
        {
            var copies = Task.WhenAll(CopyAsync(here, there, cuts), CopyAsync(there, here, cuts));
            while (await Task.WhenAny(copies, Task.Delay(TimeSpan.FromSeconds(1))) != copies)
            {
                if (cuts != _cuts && Stopwatch.GetElapsedTime(Volatile.Read(ref _cutAt)) > KeepaliveTimeout)
                {
                    there.Close();
                }
            }

            await copies;
        }
    }

    private async Task CopyAsync(Socket from, Socket to, int cuts)
    {
        var buffer = new byte[65536];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is var count and > 0)
            {
                if (cuts == _cuts)
                {
                    await to.SendAsync(buffer.AsMemory(0, count), _end.Token);
                }
            }

            if (cuts == _cuts)
            {
                to.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has closed its connection; the other is closed too.
        }
    }
}
