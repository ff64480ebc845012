using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecurityResponder.Fakes;

/// <summary>A proxy that supports only CONNECT and records the requests.</summary>
public sealed class ConnectProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _requests = [];
    private readonly int? _target;

    /// <summary>Starts it on loopback.</summary>
    /// <param name="target">The port on 127.0.0.1 that every tunnel leads to, whatever was asked for; null to refuse.</param>
    public ConnectProxy(int? target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The value of <c>HTTPS_PROXY</c>.</summary>
    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>The heads of the requests so far.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = TunnelAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TunnelAsync(TcpClient client)
    {
        using (client)
        {
            var near = client.GetStream();
            var head = await ReadHeadAsync(near);
            lock (_requests)
            {
                _requests.Add(head);
            }

            await near.WriteAsync(Encoding.ASCII.GetBytes(_target is null ? "HTTP/1.1 403 Forbidden\r\n\r\n" : "HTTP/1.1 200 OK\r\n\r\n"));
            if (_target is not { } port)
            {
                return;
            }

            using var far = new TcpClient();
            await far.ConnectAsync(IPAddress.Loopback, port);
            await Task.WhenAny(near.CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near));
        }
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
