using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>Caches property names as strings: a feed of 2,000 advisories has a hundred thousand properties with a few dozen
/// names.</summary>
internal static class PropertyNameCache
{
    private const int MaxCachedLength = 32;

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

        _entries ??= new Entry[128];
        ref var entry = ref _entries[(utf8.Length + (utf8[0] * 7) + (utf8[^1] * 31)) % _entries.Length];
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
