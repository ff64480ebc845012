using System.Buffers;
using System.Globalization;
using System.Text;

namespace SecurityResponder.Text;

/// <summary>Decides which characters may be printed.</summary>
internal static class CharacterSafety
{
    // Most text is printable ASCII, where nothing has to be looked up.
    private static readonly SearchValues<char> Ascii = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The position of the first unsafe character; -1 when there is none.</summary>
    public static int IndexOfUnsafe(ReadOnlySpan<char> text)
    {
        for (var at = 0; ; at += LengthAt(text, at))
        {
            var next = text[at..].IndexOfAnyExcept(Ascii);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (!IsSafeAt(text, at))
            {
                return at;
            }
        }
    }

    /// <summary>Length of the character at a position: 2 for a surrogate pair.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    /// <summary>Whether the character at a position may be printed. Unsafe are control characters, line and paragraph separators, marks
    /// that change the direction of text, invisible, private-use and unassigned characters, and halves of surrogate pairs.</summary>
    private static bool IsSafeAt(ReadOnlySpan<char> text, int at) =>
        Rune.DecodeFromUtf16(text[at..], out var rune, out _) == OperationStatus.Done && IsSafe(rune);

    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned) && !IsInvisible(rune.Value);

    // Invisible characters outside of the category Format: joiner, Hangul fillers, Khmer vowels, blank Braille, variation selectors.
    private static bool IsInvisible(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
        or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);
}
