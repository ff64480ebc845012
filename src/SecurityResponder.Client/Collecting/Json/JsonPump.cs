using System.Text;
using System.Text.Json;

namespace SecurityResponder.Client.Collecting.Json;

/// <summary>
/// Reads one JSON value piece by piece and hands what a <see cref="JsonShape{T}"/> names to a target.
/// Nothing is kept but the path from the root to the current token, so the size of the document does not matter.
/// </summary>
internal sealed class JsonPump<T>(JsonShape<T> root, T target)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    private readonly Stack<(JsonShape<T>? Shape, bool IsArray)> _path = new();
    private JsonReaderState _state = new(Options);
    private JsonShape<T>? _next = root;

    /// <summary>Whether the value has ended.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads as many tokens as the bytes hold.</summary>
    /// <returns>How many bytes were used up; the rest is to be given again, with more behind it.</returns>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public int Read(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, isFinal, _state);
            while (!IsComplete && reader.Read())
            {
                Take(ref reader);
                IsComplete = _path.Count == 0;
            }

            _state = reader.CurrentState;
            return (int)reader.BytesConsumed;
        }
        catch (InvalidOperationException exception)
        {
            // How the reader says that a string is no valid Unicode.
            throw new JsonException("a string is no valid Unicode", exception);
        }
    }

    private void Take(ref Utf8JsonReader reader)
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

    private static string Text(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
}
