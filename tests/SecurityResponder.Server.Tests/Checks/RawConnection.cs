using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SecurityResponder.Server.Tests.Checks;

/// <summary>A connection on which a test says what no HTTP client would.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _connection = new();
    private readonly NetworkStream _stream;

    public RawConnection(Uri address)
    {
        _connection.Connect(address.Host, address.Port);
        _stream = _connection.GetStream();
    }

    public Task SendAsync(string text) =>
        _stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken).AsTask();

    /// <summary>The first line of the answer, e.g. <c>HTTP/1.1 413 Payload Too Large</c>; empty when the connection ended without
    /// one.</summary>
    public async Task<string> StatusLineAsync()
    {
        using var reader = new StreamReader(_stream, Encoding.Latin1, leaveOpen: true);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
    }

    /// <summary>Waits until the other side ends the connection, and says what came before that; a reset is an end as well.</summary>
    public async Task<string> EndAsync(CancellationToken cancellationToken)
    {
        var said = new StringBuilder();
        using var reader = new StreamReader(_stream, Encoding.Latin1, leaveOpen: true);
        try
        {
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                said.AppendLine(line);
            }
        }
        catch (IOException)
        {
            // It was reset.
        }

        return said.ToString();
    }

    /// <summary>The answer's status, and its headers by name in any case.</summary>
    public async Task<(int Status, IReadOnlyDictionary<string, string> Headers)> HeadAsync()
    {
        using var reader = new StreamReader(_stream, Encoding.Latin1, leaveOpen: true);
        var status = await reader.ReadLineAsync(TestContext.Current.CancellationToken)
            ?? throw new IOException("the connection ended without an answer");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
        {
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }

        return (int.Parse(status.Split(' ')[1], CultureInfo.InvariantCulture), headers);
    }

    /// <summary>Sends a text over and over until the other side has had enough or a number of bytes was sent.</summary>
    /// <returns>How many bytes it took.</returns>
    public async Task<long> SendUntilRefusedAsync(string text, long most)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        long sent = 0;
        try
        {
            for (; sent < most; sent += bytes.Length)
            {
                await _stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
            }
        }
        catch (IOException)
        {
            // It hung up, which is an answer too.
        }

        return sent;
    }

    public void Dispose() => _connection.Dispose();
}
