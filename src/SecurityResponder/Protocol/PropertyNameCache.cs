using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>Names of properties, each made a string once: a feed of 2,000 advisories has a hundred thousand of a few dozen.</summary>
internal static class PropertyNameCache
{
    private const int LongestKept = 32;

    [ThreadStatic]
    private static Entry[]? _entries;

    /// <summary>The name that a reader stands on. Long ones and those with escapes are made anew: whoever sends them may send any number.</summary>
    public static string Of(in Utf8JsonReader json)
    {
        var utf8 = json.ValueSpan;
        if (utf8.Length is 0 or > LongestKept || json.ValueIsEscaped)
        {
            return json.GetString()!;
        }

        _entries ??= new Entry[128];
        ref var kept = ref _entries[(utf8.Length + (utf8[0] * 7) + (utf8[^1] * 31)) % _entries.Length];
        if (!utf8.SequenceEqual(kept.Utf8))
        {
            kept = new(utf8.ToArray(), json.GetString()!);
        }

        return kept.Text;
    }

    private readonly struct Entry(byte[] utf8, string text)
    {
        public byte[] Utf8 => utf8;

        public string Text => text;
    }
}
