using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>
/// Reads JSON into the objects of the wire and knows the path that it stands on, so that a fault can name its place.
/// JsonSerializer does the same in 0.4 MB more of native code, which the client has not to spare (docs/decisions/0002-client-dependencies.md).
/// </summary>
/// <param name="utf8">The bytes, or those that have come so far.</param>
/// <param name="isFinal">Whether more may come.</param>
/// <param name="state">Where the piece before these bytes ended.</param>
/// <param name="path">The path to the value that they begin with.</param>
internal ref struct WireReader(ReadOnlySpan<byte> utf8, bool isFinal = true, JsonReaderState state = default, params object[] path)
{
    // An object or a list element costs some 100 bytes of memory. In a real document there is one in 50 bytes or more; one in 20 is made
    // to cost its reader many times what it cost to send.
    private const int BytesPerElement = 20;
    private const int AlwaysAllowed = 1000;

    // The same small numbers come again and again.
    private static readonly object[] Indices = [.. Enumerable.Range(0, 64).Select(index => (object)index)];

    private readonly List<object> _path = [.. path];
    private int _elementsLeft = AlwaysAllowed + (utf8.Length / BytesPerElement);
    private Utf8JsonReader _json = new(utf8, isFinal, state);

    /// <summary>The path to the value that is being read, e.g. <c>$.versions[3].tags</c>.</summary>
    public readonly string Path => "$" + string.Concat(_path.Select(step => step is int index ? $"[{index}]" : $".{step}"));

    /// <summary>Whether the bytes ended before what was asked for did: then nothing that was read counts, and it is to be read again with
    /// more behind it.</summary>
    public bool IsCut { get; private set; }

    /// <summary>How many bytes were read.</summary>
    public readonly int Consumed => (int)_json.BytesConsumed;

    /// <summary>Where the reading stands.</summary>
    public readonly JsonReaderState State => _json.CurrentState;

    /// <summary>What it stands on.</summary>
    public readonly JsonTokenType Token => _json.TokenType;

    /// <summary>How many objects and lists it stands in.</summary>
    public readonly int Depth => _json.CurrentDepth;

    /// <summary>Goes to the next token.</summary>
    /// <returns>False at the end of the bytes.</returns>
    public bool Next()
    {
        // Once cut, always cut: a value that could not be passed over would be read as if it stood here.
        IsCut = IsCut || !_json.Read();
        return !IsCut;
    }

    /// <summary>The name of the property that it stands on; goes to the property's value.</summary>
    /// <returns>Null when the bytes end before the value.</returns>
    public string? Name()
    {
        var name = PropertyNameCache.Of(in _json);
        _path.Add(name);
        return Next() ? name : null;
    }

    /// <summary>Reads a text. Null for null.</summary>
    /// <exception cref="WireFormatException">It is something else.</exception>
    public string? Text() => Begins(JsonTokenType.String, "text") ? _json.GetString() : null;

    /// <summary>Reads a whole number of 32 bits. Null for null.</summary>
    /// <exception cref="WireFormatException">It is something else.</exception>
    public int? Number() => !Begins(JsonTokenType.Number, "a whole number") ? null
        : _json.TryGetInt32(out var number) ? number
        : throw new WireFormatException(Path, "a whole number");

    /// <summary>Passes over a value.</summary>
    public void Skip() => IsCut |= !_json.TrySkip();

    /// <summary>Whether a value of a kind begins here. False for null.</summary>
    /// <exception cref="WireFormatException">It is something else.</exception>
    public readonly bool Begins(JsonTokenType token, string expected) =>
        _json.TokenType == token || (_json.TokenType == JsonTokenType.Null ? false : throw new WireFormatException(Path, expected));

    // The path is left as it is when something throws: then it names the place.
    /// <summary>Goes to the value of the object's next property, which is to be left again.</summary>
    /// <returns>The property's name; null at the end of the object, or of the bytes.</returns>
    public string? NextProperty() => Next() && _json.TokenType != JsonTokenType.EndObject ? Name() : null;

    /// <summary>Goes to the list's next element, which is to be left again.</summary>
    /// <returns>False at the end of the list, or of the bytes.</returns>
    public bool NextElement(int index)
    {
        if (!Next() || _json.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        _path.Add(index < Indices.Length ? Indices[index] : index);
        return --_elementsLeft > 0 ? true : throw new WireFormatException(Path, $"at most one list element in {BytesPerElement} bytes");
    }

    /// <summary>Goes back to the object or the list that the value stands in.</summary>
    public readonly void Leave() => _path.RemoveAt(_path.Count - 1);
}
