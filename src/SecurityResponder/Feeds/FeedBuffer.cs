using System.Buffers;

namespace SecurityResponder.Feeds;

/// <summary>Passes the bytes of a feed to a <see cref="FeedReader"/> through one small buffer, and refuses what is too long. Clients and
/// responders read feeds with it, so a responder refuses what its clients would refuse.</summary>
/// <remarks>Write into <see cref="Free"/> and call <see cref="Advance"/> until <see cref="IsDone"/>.</remarks>
public sealed class FeedBuffer : IDisposable
{
    /// <summary>The longest feed. The history of all of RKE2's components has 1 MB.</summary>
    public const int MaxBytes = 8 << 20;

    private const int InitialBytes = 64 << 10;

    private readonly FeedReader _reader = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _start;
    private int _end;
    private int _total;

    /// <summary>Whether the feed was read to its end, or to its first fault.</summary>
    public bool IsDone { get; private set; }

    /// <summary>What is wrong with the feed, e.g. <c>$.versions: expected a list of releases</c>; null when nothing is.</summary>
    public string? Fault => _reader.Fault?.Reason;

    /// <summary>The memory for the next bytes; never empty.</summary>
    public Memory<byte> Free => _buffer.AsMemory(_end);

    /// <summary>Reads a feed that is in memory.</summary>
    /// <param name="utf8">The feed.</param>
    /// <param name="fault">What is wrong with it; null when nothing is.</param>
    /// <returns>The feed; null when something is wrong.</returns>
    public static Feed? Read(ReadOnlySpan<byte> utf8, out string? fault)
    {
        using var buffer = new FeedBuffer();
        while (!buffer.IsDone)
        {
            var count = Math.Min(utf8.Length, buffer.Free.Length);
            utf8[..count].CopyTo(buffer.Free.Span);
            buffer.Advance(count);
            utf8 = utf8[count..];
        }

        var feed = buffer.End();
        fault = buffer.Fault;
        return feed;
    }

    /// <summary>Reads the bytes that were written into <see cref="Free"/>.</summary>
    /// <param name="count">Their number; 0 at the end of the feed.</param>
    public void Advance(int count)
    {
        _end += count;
        _total += count;
        if (_total > MaxBytes)
        {
            _reader.Refuse("$", $"at most {MaxBytes} bytes in all");
        }

        _start += _reader.Read(_buffer.AsSpan(_start, _end - _start), isFinal: count == 0);
        IsDone = count == 0 || _reader.Fault is not null;
        if (_end == _buffer.Length && !IsDone)
        {
            MakeRoom();
        }
    }

    /// <summary>The feed; null when it has a fault or is incomplete, see <see cref="Fault"/>.</summary>
    public Feed? End() => _reader.End();

    /// <summary>Returns the buffer.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void MakeRoom()
    {
        var unread = _buffer.AsSpan(_start, _end - _start);
        if (unread.Length >= FeedReader.MaxEntryBytes)
        {
            _reader.Refuse(_reader.Path, $"at most {FeedReader.MaxEntryBytes} bytes in one entry");
            IsDone = true;
            return;
        }

        // Half the buffer unread: an entry may be longer than what is free.
        var grows = _start < _buffer.Length / 2 && _buffer.Length < FeedReader.MaxEntryBytes;
        var target = grows ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        unread.CopyTo(target);
        (_start, _end) = (0, unread.Length);
        if (grows)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }
    }
}
