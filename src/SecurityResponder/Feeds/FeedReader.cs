using System.Text.Json;
using SecurityResponder.Protocol;
using SecurityResponder.Text;

namespace SecurityResponder.Feeds;

/// <summary>Reads a feed in pieces, entry by entry. The document is never in memory as a whole.</summary>
/// <remarks>Stricter than <see cref="AnswerReader"/>, because the author of a feed can fix it: ids and releases must be unique.
/// Summaries and references are left out; they are most of an advisory's text, and no assessment needs them.</remarks>
public sealed class FeedReader
{
    /// <summary>The longest entry. The largest one of the Go vulnerability database has 30,000 bytes.</summary>
    public const int MaxEntryBytes = 1 << 20;

    private readonly FeedEntries _entries = new();
    private readonly List<object> _steps = [];
    private JsonReaderState _state;
    private Place _place;
    private string _list = "";
    private int _index;
    private int _partsLeft = AnswerReader.MaxParts;
    private bool _hasVersions;
    private bool _hasAdvisories;
    private string? _generated;

    private enum Place
    {
        Start,
        Document,
        List,
        Unknown,
        End,
    }

    /// <summary>The first fault of the document; null when there is none.</summary>
    public AnswerReadResult.Unreadable? Fault { get; private set; }

    /// <summary>The current path, e.g. <c>$.advisories[12]</c>.</summary>
    public string Path => _place == Place.List ? $"$.{_list}[{_index}]" : "$";

    /// <summary>Reads as many entries as the bytes contain. The first piece may begin with a byte order mark.</summary>
    /// <param name="utf8">The bytes that were not consumed by the previous call, followed by new ones.</param>
    /// <param name="isFinal">Whether this is the end of the document.</param>
    /// <returns>Number of bytes consumed. Pass the rest again, followed by more. See <see cref="Fault"/>.</returns>
    public int Read(ReadOnlySpan<byte> utf8, bool isFinal)
    {
        var used = _place == Place.Start && utf8.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (Fault is null)
        {
            _steps.Clear();
            if (_place == Place.List)
            {
                _steps.Add(_list);
                _steps.Add(_index);
            }

            var reader = new WireReader(utf8[used..], isFinal, _state, _partsLeft, _steps);
            try
            {
                Step(ref reader);
                if (reader.IsCut && _place != Place.Unknown)
                {
                    break;
                }

                used += reader.Consumed;
                _state = reader.State;
                _partsLeft = reader.PartsLeft;
                if (reader.IsCut)
                {
                    break;
                }
            }
            catch (WireFormatException exception)
            {
                Refuse(exception.Path, exception.Expected);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // Utf8JsonReader throws InvalidOperationException for a string that is not valid Unicode.
                Refuse(reader.Path, "well-formed JSON, complete and at most 64 levels deep");
            }
        }

        return used;
    }

    /// <summary>The feed, after the whole document was read.</summary>
    /// <returns>Null when the document has a fault, see <see cref="Fault"/>.</returns>
    public Feed? End()
    {
        if (Fault is null && _place != Place.End)
        {
            Refuse(Path, "a JSON object, complete");
        }

        if (Fault is null && !_hasVersions)
        {
            Refuse("$.versions", "a list of releases");
        }

        if (Fault is not null)
        {
            return null;
        }

        return _entries.ToFeed(ValueParser.Instant(_generated), _hasAdvisories);
    }

    /// <summary>Stops reading with a fault.</summary>
    /// <param name="path">The JSON path.</param>
    /// <param name="expected">What was expected there.</param>
    public void Refuse(string path, string expected) => Fault ??= new AnswerReadResult.Unreadable(SafeText.Line(path), expected);

    private void Step(ref WireReader reader)
    {
        if (!reader.Next())
        {
            return;
        }

        switch (_place)
        {
            case Place.Start when reader.Token == JsonTokenType.StartObject: _place = Place.Document; break;
            case Place.Start: throw new WireFormatException("$", "a JSON object");
            case Place.Document when reader.Token == JsonTokenType.EndObject: _place = Place.End; break;
            case Place.Document: Property(ref reader); break;
            case Place.List when reader.Token == JsonTokenType.EndArray: _place = Place.Document; break;
            case Place.List: Entry(ref reader); break;
            case Place.Unknown: Skip(ref reader); break;
        }
    }

    private void Property(ref WireReader reader)
    {
        if (reader.Name() is not { } name)
        {
            return;
        }

        switch (AnswerFields.AsWritten(name))
        {
            case "schemaVersion" when !SchemaVersion.IsSupported(reader.Text()):
                throw new WireFormatException(reader.Path, SchemaVersion.Expected);
            case "schemaVersion": break;
            case "generated": _generated = reader.Text(); break;
            case "versions": _hasVersions |= Begins(ref reader, "versions"); break;
            case "advisories": _hasAdvisories |= Begins(ref reader, "advisories"); break;
            case "support": Begins(ref reader, "support"); break;
            default: _place = reader.Token is JsonTokenType.StartObject or JsonTokenType.StartArray ? Place.Unknown : _place; break;
        }
    }

    // Of any length: a later version of the format may add properties.
    private void Skip(ref WireReader reader)
    {
        do
        {
            if (reader.Depth == 1 && reader.Token is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                _place = Place.Document;
                return;
            }
        }
        while (reader.Next());
    }

    private bool Begins(ref WireReader reader, string list)
    {
        if (!reader.BeginsList())
        {
            return false;
        }

        (_place, _list, _index) = (Place.List, list, 0);
        return true;
    }

    private void Entry(ref WireReader reader)
    {
        reader.Spend(1);
        _entries.Read(ref reader, _list);
        if (!reader.IsCut)
        {
            _index++;
        }
    }
}
