using System.Net;
using System.Net.Sockets;

namespace SecurityResponder.Server.Faults.Tests;

/// <summary>A network between the responder and PostgreSQL that can be cut: then nothing comes through and nobody is told.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly CancellationTokenSource _end = new();
    private int _cuts;
    private volatile bool _isCut;

    public Relay(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>From now on what is sent is lost, also later on the connections that are open.</summary>
    public void Cut()
    {
        Interlocked.Increment(ref _cuts);
        _isCut = true;
    }

    /// <summary>New connections come through again.</summary>
    public void Mend() => _isCut = false;

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
            _ = Task.WhenAll(CopyAsync(here, there, cuts), CopyAsync(there, here, cuts)).ContinueWith(_ => { here.Dispose(); there.Dispose(); }, TaskScheduler.Default);
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
            // One of the two has gone: so does the other.
        }
    }
}
