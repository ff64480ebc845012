using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>
/// Reads JSON into wire objects and knows its current path, so a fault can name its place. JsonSerializer would add 0.4 MB of
/// native code, which the client has no room for (docs/decisions/0002-client-dependencies.md).
/// </summary>
/// <param name="utf8">The bytes, or a piece of them.</param>
/// <param name="isFinal">Whether this is the last piece.</param>
/// <param name="state">The state at the end of the previous piece.</param>
/// <param name="maxParts">The parts that may be read, see <see cref="Spend"/>.</param>
/// <param name="path">The steps to the first value; the reader adds and removes the steps below.</param>
internal ref struct WireReader(
    ReadOnlySpan<byte> utf8, bool isFinal = true, JsonReaderState state = default, int maxParts = AnswerReader.MaxParts,
    List<object>? path = null)
{
    // A part takes about 400 bytes of memory; a text of this length takes as much.
    private const int BytesPerPart = 200;

    // Boxed once: the same small numbers are used again and again.
    private static readonly object[] Indices = [.. Enumerable.Range(0, 64).Select(index => (object)index)];

    private readonly List<object> _path = path ?? [];
    private Utf8JsonReader _json = new(utf8, isFinal, state);

    /// <summary>The path of the current value, e.g. <c>$.versions[3].tags</c>.</summary>
    public readonly string Path => "$" + string.Concat(_path.Select(step => step is int index ? $"[{index}]" : $".{step}"));

    /// <summary>Whether the bytes ended before the requested value did. Then the result is void, and the value must be read again with
    /// more bytes.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The parts that may still be read.</summary>
    public int PartsLeft { get; private set; } = maxParts;

    /// <summary>Number of bytes read.</summary>
    public readonly int Consumed => (int)_json.BytesConsumed;

    /// <summary>The state after the last token.</summary>
    public readonly JsonReaderState State => _json.CurrentState;

    /// <summary>The current token.</summary>
    public readonly JsonTokenType Token => _json.TokenType;

    /// <summary>Number of objects and lists around the current token.</summary>
    public readonly int Depth => _json.CurrentDepth;

    /// <summary>Moves to the next token.</summary>
    /// <returns>False at the end of the bytes.</returns>
    public bool Next()
    {
        // Once cut, always cut: otherwise the inside of a value that could not be skipped would be read as the next value.
        IsCut = IsCut || !_json.Read();
        return !IsCut;
    }

    /// <summary>Returns the name of the current property and moves to its value.</summary>
    /// <returns>Null when the bytes end before the value.</returns>
    public string? Name()
    {
        Spend(_json.ValueSpan.Length / BytesPerPart);
        var name = TextCache.Names.Of(in _json);
        _path.Add(name);
        return Next() ? name : null;
    }

    /// <summary>Reads a string. Null for null.</summary>
    /// <exception cref="WireFormatException">The value has another type, or the document has too many parts.</exception>
    public string? Text() => BeginsText() ? _json.GetString() : null;

    /// <summary>Reads a string that a document repeats, e.g. the name of a module, see <see cref="TextCache"/>. Null for null.</summary>
    /// <exception cref="WireFormatException">The value has another type, or the document has too many parts.</exception>
    public string? RepeatedText() => BeginsText() ? TextCache.Values.Of(in _json) : null;

    private bool BeginsText()
    {
        if (!Begins(JsonTokenType.String, "text"))
        {
            return false;
        }

        Spend(_json.ValueSpan.Length / BytesPerPart);
        return true;
    }

    /// <summary>Counts parts: list elements, names of a map, and each 200 bytes of text. They bound the memory that a document
    /// takes.</summary>
    /// <exception cref="WireFormatException">The document has too many.</exception>
    public void Spend(int parts)
    {
        PartsLeft -= parts;
        if (PartsLeft < 0)
        {
            throw new WireFormatException(Path, "fewer list elements and less text in all");
        }
    }

    /// <summary>Reads a whole number of 32 bits. Null for null.</summary>
    /// <exception cref="WireFormatException">The value has another type.</exception>
    public int? Number() => !Begins(JsonTokenType.Number, "a whole number") ? null
        : _json.TryGetInt32(out var number) ? number
        : throw new WireFormatException(Path, "a whole number");

    /// <summary>Reads a number. Null for null.</summary>
    /// <exception cref="WireFormatException">The value has another type.</exception>
    public double? Fraction() => !Begins(JsonTokenType.Number, "a number") ? null
        : _json.TryGetDouble(out var number) && double.IsFinite(number) ? number
        : throw new WireFormatException(Path, "a number");

    /// <summary>Reads true or false. Null for null.</summary>
    /// <exception cref="WireFormatException">The value has another type.</exception>
    public readonly bool? Truth() => _json.TokenType == JsonTokenType.True ? true
        : Begins(JsonTokenType.False, "true or false") ? false
        : null;

    /// <summary>Skips a value.</summary>
    public void Skip() => IsCut |= !_json.TrySkip();

    /// <summary>Whether a value of a kind begins here. False for null.</summary>
    /// <exception cref="WireFormatException">The value has another type.</exception>
    public readonly bool Begins(JsonTokenType token, string expected) =>
        _json.TokenType == token || (_json.TokenType == JsonTokenType.Null ? false : throw new WireFormatException(Path, expected));

    // An exception leaves the path as it is, so that it names the place.
    /// <summary>Moves to the value of the object's next property. Call <see cref="Leave"/> after it.</summary>
    /// <returns>The property's name; null at the end of the object, or of the bytes.</returns>
    public string? NextProperty() => Next() && _json.TokenType != JsonTokenType.EndObject ? Name() : null;

    /// <summary>Moves to the list's next element. Call <see cref="Leave"/> after it.</summary>
    /// <returns>False at the end of the list, or of the bytes.</returns>
    public bool NextElement(int index)
    {
        if (!Next() || _json.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        _path.Add(index < Indices.Length ? Indices[index] : index);
        Spend(1);
        return true;
    }

    /// <summary>Returns to the object or list that contains the value.</summary>
    public readonly void Leave() => _path.RemoveAt(_path.Count - 1);
}
