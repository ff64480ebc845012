using System.Net;
using System.Net.Sockets;

namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>Listens on 127.0.0.1, reads the first bytes of each connection, sends fixed bytes and closes the connection.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public RawPeer(byte[] said)
    {
        _listener.Start();
        _serving = ServeAsync(said);
    }

    /// <summary>Host and port, for example <c>127.0.0.1:40123</c>.</summary>
    public string Address => _listener.LocalEndpoint.ToString()!;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync(byte[] said)
    {
        byte[] heard = new byte[16 << 10];
        while (true)
        {
            try
            {
                using Socket socket = await _listener.AcceptSocketAsync();
                await socket.ReceiveAsync(heard);
                await socket.SendAsync(said);
                socket.Shutdown(SocketShutdown.Both);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
                when (exception.SocketErrorCode is SocketError.OperationAborted or SocketError.InvalidArgument)
            {
                return;
            }
            catch (SocketException)
            {
                // The client closed the connection.
            }
        }
    }
}
