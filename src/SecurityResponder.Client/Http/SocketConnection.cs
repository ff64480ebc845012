using System.Net;
using System.Net.Sockets;

namespace SecurityResponder.Client.Http;

/// <summary>Connects to an IP address or a Unix socket, whatever the address of the request.</summary>
internal static class SocketConnection
{
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public static async ValueTask<Stream> OpenAsync(EndPoint end, CancellationToken cancellationToken)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(end, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
