using System.Text.Json;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>Reads a feed piece by piece, entry by entry: the document is never held, and an entry only until it is understood.</summary>
/// <remarks>Stricter than <see cref="AnswerReader"/>, since a file has an author who can mend it: an id or a release may stand there once.
/// Summaries and references are left out; they are most of an advisory's text, and no judgement needs them.</remarks>
public sealed class FeedReader
{
    /// <summary>The longest entry, in bytes; the largest of the Go vulnerability database has 30,000.</summary>
    public const int LongestEntry = 1 << 20;

    private readonly FeedEntries _entries = new();
    private JsonReaderState _state;
    private Place _place;
    private string _list = "";
    private int _index;
    private bool _hasVersions;
    private bool _hasAdvisories;
    private string? _generated;

    private enum Place
    {
        Before,
        Document,
        List,
        Unknown,
        Behind,
    }

    /// <summary>What is wrong with the document; null while nothing is.</summary>
    public AnswerReadResult.Unreadable? Fault { get; private set; }

    /// <summary>The path that the reading has come to, e.g. <c>$.advisories[12]</c>.</summary>
    public string Path => _place == Place.List ? $"$.{_list}[{_index}]" : "$";

    /// <summary>Reads as many entries as the bytes hold. The first piece may begin with a byte order mark.</summary>
    /// <param name="utf8">What was not used up before, and what came since.</param>
    /// <param name="isFinal">Whether nothing more will come.</param>
    /// <returns>How many bytes were used up; the rest is to be given again, with more behind it. See <see cref="Fault"/>.</returns>
    public int Read(ReadOnlySpan<byte> utf8, bool isFinal)
    {
        var used = _place == Place.Before && utf8.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (Fault is null)
        {
            var reader = _place == Place.List
                ? new WireReader(utf8[used..], isFinal, _state, _list, _index)
                : new WireReader(utf8[used..], isFinal, _state);
            try
            {
                Step(ref reader);
                if (reader.IsCut && _place != Place.Unknown)
                {
                    break;
                }

                used += reader.Consumed;
                _state = reader.State;
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
                // The second is how Utf8JsonReader says that a string is no valid Unicode.
                Refuse(reader.Path, "well-formed JSON, complete and at most 64 levels deep");
            }
        }

        return used;
    }

    /// <summary>What the document says, once all of it was read.</summary>
    /// <returns>Null when it is no feed, see <see cref="Fault"/>.</returns>
    public Feed? End()
    {
        if (Fault is null && _place != Place.Behind)
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

    /// <summary>Ends the reading.</summary>
    /// <param name="path">Where.</param>
    /// <param name="expected">What belongs there.</param>
    public void Refuse(string path, string expected) => Fault ??= new AnswerReadResult.Unreadable(AnswerReader.Printable(path), expected);

    private void Step(ref WireReader reader)
    {
        if (!reader.Next())
        {
            return;
        }

        switch (_place)
        {
            case Place.Before when reader.Token == JsonTokenType.StartObject: _place = Place.Document; break;
            case Place.Before: throw new WireFormatException("$", "a JSON object");
            case Place.Document when reader.Token == JsonTokenType.EndObject: _place = Place.Behind; break;
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
            case "schemaVersion" when !SchemaVersion.IsUnderstood(reader.Text()):
                throw new WireFormatException(reader.Path, SchemaVersion.Expected);
            case "schemaVersion": break;
            case "generated": _generated = reader.Text(); break;
            case "versions": _hasVersions |= Begins(ref reader, "versions"); break;
            case "advisories": _hasAdvisories |= Begins(ref reader, "advisories"); break;
            case "support": Begins(ref reader, "support"); break;
            default: _place = reader.Token is JsonTokenType.StartObject or JsonTokenType.StartArray ? Place.Unknown : _place; break;
        }
    }

    // However long it is: what a later version of the format adds must not matter here.
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
        _entries.Read(ref reader, _list);
        if (!reader.IsCut)
        {
            _index++;
        }
    }
}
