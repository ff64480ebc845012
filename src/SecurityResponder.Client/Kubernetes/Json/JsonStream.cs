using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SecurityResponder.Client.Kubernetes.Json;

/// <summary>Reads a stream through one small buffer, which grows only for a token that does not fit.</summary>
internal sealed class JsonStream(Stream stream) : IDisposable
{
    // etcd limits an object to 1.5 MiB, so no token is longer.
    private const int MaxTokenBytes = 2 << 20;

    private const int MaxLineBytes = 32 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(32 << 10);
    private int _start;
    private int _end;
    private bool _isFinal;

    /// <summary>The bytes that were read and not yet consumed.</summary>
    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Decodes one JSON value and stops after it.</summary>
    /// <exception cref="JsonException">The stream is not valid JSON, ends early, or has a token above 2 MiB.</exception>
    public async Task ReadValueAsync<T>(JsonShape<T> shape, T target, CancellationToken cancellationToken)
    {
        var decoder = new JsonStreamDecoder<T>(shape, target);
        while (true)
        {
            _start += decoder.Read(Unread, _isFinal);
            if (decoder.IsComplete)
            {
                return;
            }

            await FillAsync(cancellationToken);
        }
    }

    /// <summary>Reads the rest of the line as text; empty when it is longer than 32 KiB.</summary>
    public async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = Unread.IndexOf((byte)'\n')) < 0)
        {
            if (!await FillAsync(cancellationToken))
            {
                end = Unread.Length;
                break;
            }
        }

        var line = end > MaxLineBytes ? "" : Encoding.UTF8.GetString(Unread[..end]);
        Skip(Math.Min(end + 1, Unread.Length));
        return line;
    }

    /// <summary>Marks bytes as consumed.</summary>
    public void Skip(int count) => _start += count;

    /// <summary>Reads more bytes into the buffer.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="JsonException">A token is longer than 2 MiB.</exception>
    public async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += count;
        _isFinal = count == 0;
        return count > 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void MakeRoom()
    {
        Unread.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end < _buffer.Length)
        {
            return;
        }

        if (_buffer.Length >= MaxTokenBytes)
        {
            throw new JsonException($"a token is longer than {MaxTokenBytes} bytes");
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
