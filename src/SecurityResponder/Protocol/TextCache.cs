using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>Caches texts that a document repeats: a feed of 2,000 advisories has a hundred thousand properties with a few dozen names,
/// and a few dozen modules, ecosystems and kinds.</summary>
internal sealed class TextCache
{
    private const int MaxCachedLength = 48;
    private const uint Size = 512;

    [ThreadStatic]
    private static TextCache? _names;

    [ThreadStatic]
    private static TextCache? _values;

    private readonly Entry[] _entries = new Entry[Size];

    /// <summary>The names of properties.</summary>
    public static TextCache Names => _names ??= new();

    /// <summary>Values of which a document has few different ones. Apart from the names, which they could displace.</summary>
    public static TextCache Values => _values ??= new();

    /// <summary>The text at the position of a reader. Long texts and those with escapes are not cached: there may be any number of
    /// them.</summary>
    public string Of(in Utf8JsonReader json)
    {
        var utf8 = json.ValueSpan;
        if (utf8.Length is 0 or > MaxCachedLength || json.ValueIsEscaped)
        {
            return json.GetString()!;
        }

        ref var entry = ref _entries[Hash(utf8) % Size];
        if (!utf8.SequenceEqual(entry.Utf8))
        {
            entry = new(utf8.ToArray(), json.GetString()!);
        }

        return entry.Text;
    }

    // Three letters and the length are enough: with these factors, of the names that answers and feeds use only "vsphere-cpi" and
    // "vsphere-csi" share an entry.
    private static uint Hash(ReadOnlySpan<byte> utf8) =>
        ((utf8[0] * 5u) + utf8[utf8.Length / 2]) * 40 + utf8[^1] + ((uint)utf8.Length * 67);

    private readonly struct Entry(byte[] utf8, string text)
    {
        public byte[] Utf8 => utf8;

        public string Text => text;
    }
}
