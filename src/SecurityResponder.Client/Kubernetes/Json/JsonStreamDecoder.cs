using System.Text;
using System.Text.Json;

namespace SecurityResponder.Client.Kubernetes.Json;

/// <summary>
/// Decodes one JSON value incrementally and passes the properties in a <see cref="JsonShape{T}"/> to a target.
/// It stores only the path from the root to the current token, so its memory does not depend on the size of the document.
/// </summary>
internal sealed class JsonStreamDecoder<T>(JsonShape<T> root, T target)
{
    // Of what is decoded, the arguments of a node are longest: some 4 KB.
    private const int MaxValueBytes = 32 << 10;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    private readonly Stack<(JsonShape<T>? Shape, bool IsArray)> _path = new();
    private JsonReaderState _state = new(Options);
    private JsonShape<T>? _next = root;

    /// <summary>Whether the end of the value was read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads the complete tokens in the bytes.</summary>
    /// <returns>The number of bytes consumed. The caller passes the remaining bytes again, followed by more.</returns>
    /// <exception cref="JsonException">The bytes are not valid JSON.</exception>
    public int Read(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, isFinal, _state);
            while (!IsComplete && reader.Read())
            {
                Decode(ref reader);
                IsComplete = _path.Count == 0;
            }

            _state = reader.CurrentState;
            return (int)reader.BytesConsumed;
        }
        catch (InvalidOperationException exception)
        {
            // The reader throws this for a string that is not valid Unicode.
            throw new JsonException("a string is not valid Unicode", exception);
        }
    }

    private void Decode(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _next = _path.Peek().Shape?.Find(ref reader);
                break;
            case JsonTokenType.StartObject:
                var shape = Expected;
                shape?.Begin?.Invoke(target);
                _path.Push((shape, false));
                break;
            case JsonTokenType.EndObject:
                _path.Pop().Shape?.End?.Invoke(target);
                break;
            case JsonTokenType.StartArray:
                _path.Push((Expected, true));
                break;
            case JsonTokenType.EndArray:
                _path.Pop();
                break;
            case JsonTokenType.Null:
                break;
            default:
                Expected?.Value?.Invoke(target, Text(ref reader));
                break;
        }
    }

    private JsonShape<T>? Expected => _path.TryPeek(out var parent) && parent.IsArray ? parent.Shape : _next;

    private static string Text(ref Utf8JsonReader reader) => reader.ValueSpan.Length > MaxValueBytes
        ? throw new JsonException($"a value is longer than {MaxValueBytes} bytes")
        : reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
}
