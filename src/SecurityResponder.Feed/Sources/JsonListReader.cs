using System.Buffers;
using System.Text.Json;

namespace SecurityResponder.Feed.Sources;

/// <summary>Reads a JSON object that contains a list, one element of the list at a time. The size of the list does not matter.</summary>
/// <param name="stream">The file.</param>
/// <param name="listName">The name of the list, e.g. <c>statements</c>.</param>
/// <param name="expected">What the file should be, e.g. <c>an OpenVEX document</c>.</param>
internal sealed class JsonListReader(SourceStream stream, string listName, string expected) : IDisposable
{
    private const int FirstBufferBytes = 64 << 10;
    private const int MaxValueBytes = 8 << 20;

    private readonly Dictionary<string, string> _texts = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
    private int _start;
    private int _end;
    private bool _isFinal;
    private bool _isInList;
    private string? _property;
    private JsonReaderState _state;

    /// <summary>The elements of the list; none if the document is no object or has no such list. An element is valid until the next
    /// one is read.</summary>
    /// <exception cref="InvalidSourceException">The file is not JSON, or one value is too large.</exception>
    public IEnumerable<JsonElement> Items()
    {
        Fill();
        _start = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
        while (true)
        {
            using var item = TryNext();
            if (item is not null)
            {
                yield return item.RootElement;
            }
            else if (_isFinal)
            {
                yield break;
            }
            else
            {
                Fill();
            }
        }
    }

    /// <summary>A text beside the list; null if there is none, or if it was not read yet.</summary>
    public string? TextOf(string name) => _texts.GetValueOrDefault(name);

    /// <summary>Returns the buffer.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    // Null when the buffer contains no further complete element.
    private JsonDocument? TryNext()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isFinal, _state);
        try
        {
            var item = TryNext(ref reader);
            _start += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            return item;
        }
        catch (JsonException exception)
        {
            throw InvalidSourceException.At(stream.Name, exception.LineNumber + 1, $"{expected}; the document is not JSON");
        }
        catch (InvalidOperationException)
        {
            // Text that is no valid Unicode.
            throw InvalidSourceException.At(stream.Name, null, expected);
        }
    }

    private JsonDocument? TryNext(ref Utf8JsonReader reader)
    {
        while (true)
        {
            var before = reader;
            if (!reader.Read())
            {
                return null;
            }

            if (!_isInList || reader.CurrentDepth != 2)
            {
                Note(ref reader);
            }
            else if (JsonDocument.TryParseValue(ref reader, out var item))
            {
                return item;
            }
            else
            {
                reader = before;
                return null;
            }
        }
    }

    private void Note(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth != 1)
        {
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName: _property = reader.GetString(); break;
            case JsonTokenType.String when _property is not null: _texts[_property] = reader.GetString()!; break;
            case JsonTokenType.StartArray: _isInList = _property == listName; break;
            case JsonTokenType.EndArray: _isInList = false; break;
        }
    }

    private void Fill()
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        if (rest.Length < _buffer.Length)
        {
            rest.CopyTo(_buffer);
        }
        else if (_buffer.Length >= MaxValueBytes)
        {
            throw InvalidSourceException.Of(stream.Name, $"one value has more than {MaxValueBytes} bytes");
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            rest.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        (_start, _end) = (0, rest.Length);
        var count = stream.Read(_buffer.AsSpan(_end));
        _isFinal = count < _buffer.Length - _end;
        _end += count;
    }
}
