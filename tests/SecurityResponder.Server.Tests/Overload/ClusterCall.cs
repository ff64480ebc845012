using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>One cluster's report on a connection of its own, as clusters send it, without what an HTTP client costs.</summary>
internal static class ClusterCall
{
    private const int MaxAnswerBytes = 64 * 1024;

    // A source address has 28,000 ports, and a closed connection holds its port for a minute.
    private const int Sources = 250;

    /// <summary>The cluster's UID.</summary>
    public static Guid Id(int number) => new(number, 0x4a5b, 0x4c6d, 0x8e, 0x7f, 1, 2, 3, 4, 5, 6);

    /// <summary>Sends the report and reads the answer to its end.</summary>
    /// <exception cref="Exception">The connection broke, or the answer was cut off: an <see cref="IOException"/> or a
    /// <see cref="SocketException"/>.</exception>
    public static async Task<CallEnd> SendAsync(int number, IPEndPoint server, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(1 + (number % Sources))]), 0));
        await socket.ConnectAsync(server, cancellationToken);
        await socket.SendAsync(Request(number), cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxAnswerBytes);
        try
        {
            var length = 0;
            while (await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
            {
                length += read;
            }

            return Read(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Request(int number)
    {
        var body = RunningResponder.SmallReport
            .Replace("53741f60-f208-48fc-ae81-8a969510a598", Id(number).ToString(), StringComparison.Ordinal)
            .Replace("\"extraFieldInfo\":{}", Facts, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(
            "POST /v1/check HTTP/1.1\r\nHost: responder\r\nContent-Type: application/json\r\nAccept-Encoding: gzip\r\n"
            + $"Connection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private static CallEnd Read(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            throw new IOException("the connection ended without an answer");
        }

        var lines = Encoding.ASCII.GetString(answer[..end]).Split("\r\n");
        var length = Value(lines, "Content-Length: ") ?? Chunked(lines, answer.Length - end - 4);
        if (answer.Length - end - 4 != int.Parse(length, CultureInfo.InvariantCulture))
        {
            throw new IOException("the answer was cut off");
        }

        return new CallEnd(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture),
            Value(lines, "Retry-After: ") is { } seconds ? int.Parse(seconds, CultureInfo.InvariantCulture) : null);
    }

    private static string? Value(string[] lines, string name) =>
        Array.Find(lines, line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[name.Length..];

    // Refusals are written in chunks; they are not counted byte by byte.
    private static string Chunked(string[] lines, int length) =>
        Value(lines, "Transfer-Encoding: ") is null
            ? throw new IOException("an answer without a length")
            : length.ToString(CultureInfo.InvariantCulture);

    private const string Facts =
        "\"extraFieldInfo\":{\"mode\":\"recommended\",\"serverNodeCount\":3,\"agentNodeCount\":12,\"serverCPU\":12000,"
        + "\"agentCPU\":96000,\"serverMemory\":25769803776,\"agentMemory\":206158430208,\"operating-system\":\"linux\","
        + "\"os\":\"SLE Micro 6.1\",\"kernel\":\"6.4.0-150600.23.47-default\",\"arch\":\"amd64\",\"node-info-consistent\":true,"
        + "\"selinux\":\"enabled\",\"cni-plugin\":\"canal\",\"cni-version\":\"v3.30.3\","
        + "\"ingress-controller\":\"rke2-ingress-nginx\",\"ingress-version\":\"v1.12.6\",\"gpuNodeCount\":0,"
        + "\"rancher-managed\":false,\"ip-stack\":\"dual-stack\"}";
}

/// <summary>How a call ended.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="RetryAfterSeconds">When to come again; null when not told.</param>
internal sealed record CallEnd(int Status, int? RetryAfterSeconds);
