using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>Reads the value of the named property into its owner, or skips it.</summary>
internal delegate void ReadProperty<in T>(ref WireReader reader, T owner, string name);

/// <summary>
/// Reads JSON into the objects of the wire and knows the path that it stands on, so that a fault can name its place.
/// JsonSerializer does the same in 0.4 MB more of native code, which the client has not to spare (docs/decisions/0002-client-dependencies.md).
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> utf8)
{
    // An object or a list element costs some 100 bytes of memory. In a real document there is one in 50 bytes or more; one in 20 is made
    // to cost its reader many times what it cost to send.
    private const int BytesPerElement = 20;
    private const int AlwaysAllowed = 1000;

    private readonly List<object> _path = [];
    private int _elementsLeft = AlwaysAllowed + (utf8.Length / BytesPerElement);
    private Utf8JsonReader _json = new(utf8);

    /// <summary>The path to the value that is being read, e.g. <c>$.versions[3].tags</c>.</summary>
    public readonly string Path => "$" + string.Concat(_path.Select(step => step is int index ? $"[{index}]" : $".{step}"));

    /// <summary>Goes to the first value.</summary>
    public void Start() => _json.Read();

    /// <summary>Makes sure that nothing stands behind the document.</summary>
    public void End() => _json.Read();

    /// <summary>Reads an object, property by property. Null for null.</summary>
    /// <exception cref="WireException">It is something else.</exception>
    public T? Object<T>(ReadProperty<T> read)
        where T : class, new()
    {
        if (!Begins(JsonTokenType.StartObject, "an object"))
        {
            return null;
        }

        var owner = new T();
        while (NextProperty() is { } name)
        {
            read(ref this, owner, name);
            Leave();
        }

        return owner;
    }

    /// <summary>Reads a list of objects. Null for null.</summary>
    /// <exception cref="WireException">It is something else, or an element is.</exception>
    public List<T?>? List<T>(ReadProperty<T> read)
        where T : class, new()
    {
        if (!Begins(JsonTokenType.StartArray, "a list"))
        {
            return null;
        }

        var list = new List<T?>();
        while (NextElement(list.Count))
        {
            list.Add(Object(read));
            Leave();
        }

        return list;
    }

    /// <summary>Reads a list of texts. Null for null.</summary>
    /// <exception cref="WireException">It is something else, or an element is.</exception>
    public List<string?>? Texts()
    {
        if (!Begins(JsonTokenType.StartArray, "a list"))
        {
            return null;
        }

        var list = new List<string?>();
        while (NextElement(list.Count))
        {
            list.Add(Text());
            Leave();
        }

        return list;
    }

    /// <summary>Reads an object whose properties are all texts. Null for null.</summary>
    /// <exception cref="WireException">It is something else, or a property is.</exception>
    public Dictionary<string, string?>? TextsByName()
    {
        if (!Begins(JsonTokenType.StartObject, "an object"))
        {
            return null;
        }

        var texts = new Dictionary<string, string?>();
        while (NextProperty() is { } name)
        {
            texts[name] = Text();
            Leave();
        }

        return texts;
    }

    /// <summary>Reads a text. Null for null.</summary>
    /// <exception cref="WireException">It is something else.</exception>
    public string? Text() => Begins(JsonTokenType.String, "text") ? _json.GetString() : null;

    /// <summary>Reads a whole number of 32 bits. Null for null.</summary>
    /// <exception cref="WireException">It is something else.</exception>
    public int? Number() => !Begins(JsonTokenType.Number, "a whole number") ? null
        : _json.TryGetInt32(out var number) ? number
        : throw new WireException(Path, "a whole number");

    /// <summary>Passes over a value.</summary>
    public void Skip() => _json.Skip();

    private readonly bool Begins(JsonTokenType token, string expected) =>
        _json.TokenType == token || (_json.TokenType == JsonTokenType.Null ? false : throw new WireException(Path, expected));

    // The path is left as it is when something throws: then it names the place.
    private string? NextProperty()
    {
        if (!_json.Read() || _json.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        var name = _json.GetString()!;
        _path.Add(name);
        _json.Read();
        return name;
    }

    private bool NextElement(int index)
    {
        if (!_json.Read() || _json.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        _path.Add(index);
        return --_elementsLeft > 0 ? true : throw new WireException(Path, $"at most one list element in {BytesPerElement} bytes");
    }

    private readonly void Leave() => _path.RemoveAt(_path.Count - 1);
}
