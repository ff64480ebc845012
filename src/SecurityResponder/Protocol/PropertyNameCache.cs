using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>Caches property names as strings: a feed of 2,000 advisories has a hundred thousand properties with a few dozen
/// names.</summary>
internal static class PropertyNameCache
{
    private const int MaxCachedLength = 32;

    // With this size and multiplier, of the names that answers and feeds use only "aliases" and "traefik" share an entry.
    private const int Size = 512;
    private const uint Multiplier = 35;

    [ThreadStatic]
    private static Entry[]? _entries;

    /// <summary>The name at the position of a reader. Long names and names with escapes are not cached: there may be any number of
    /// them.</summary>
    public static string Of(in Utf8JsonReader json)
    {
        var utf8 = json.ValueSpan;
        if (utf8.Length is 0 or > MaxCachedLength || json.ValueIsEscaped)
        {
            return json.GetString()!;
        }

        uint hash = 0;
        foreach (var letter in utf8)
        {
            hash = (hash * Multiplier) + letter;
        }

        _entries ??= new Entry[Size];
        ref var entry = ref _entries[hash % Size];
        if (!utf8.SequenceEqual(entry.Utf8))
        {
            entry = new(utf8.ToArray(), json.GetString()!);
        }

        return entry.Text;
    }

    private readonly struct Entry(byte[] utf8, string text)
    {
        public byte[] Utf8 => utf8;

        public string Text => text;
    }
}
