using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>A TCP server: sends fixed bytes to the first request on each connection and closes the connection at the second.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _said;
    private readonly bool _isAbrupt;
    private int _connections;
    private int _requests;

    /// <param name="said">The answer to the first request on a connection; empty for none.</param>
    /// <param name="isAbrupt">Whether the connection is reset instead of closed.</param>
    public RawServer(string said, bool isAbrupt)
    {
        (_said, _isAbrupt) = (Encoding.ASCII.GetBytes(said), isAbrupt);
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Endpoint => $"http://{_listener.LocalEndpoint}/v1/check";

    public int Connections => Volatile.Read(ref _connections);

    public int Requests => Volatile.Read(ref _requests);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            Interlocked.Increment(ref _connections);
            if (await ReadRequestAsync(socket) && _said.Length > 0)
            {
                await socket.SendAsync(_said);
                await ReadRequestAsync(socket);
            }

            if (_isAbrupt)
            {
                socket.LingerState = new LingerOption(true, 0);
            }
        }
    }

    // The report is one JSON object, so a request ends with the brace that closes it.
    private async Task<bool> ReadRequestAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 << 10];
        while (!text.ToString().TrimEnd().EndsWith("}}", StringComparison.Ordinal))
        {
            var count = await socket.ReceiveAsync(buffer);
            if (count == 0)
            {
                return false;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        Interlocked.Increment(ref _requests);
        return true;
    }
}
