using System.Globalization;

namespace SecurityResponder.Releases;

/// <summary>A vendor's rebuild of an upstream version; it sorts after that version.</summary>
/// <param name="Vendor">Lower case, e.g. <c>rke2r</c>, <c>k3s</c>, <c>hardened</c>, <c>prime</c>, <c>build</c>.</param>
/// <param name="Number">E.g. 2, or 20260819 for a date.</param>
/// <remarks>Ordered by vendor, alphabetically, then by number.</remarks>
internal sealed record Revision(string Vendor, long Number) : IComparable<Revision>
{
    private const int MaxDigits = 18;

    /// <inheritdoc/>
    public int CompareTo(Revision? other)
    {
        if (other is null)
        {
            return 1;
        }

        var vendors = string.CompareOrdinal(Vendor, other.Vendor);
        return vendors != 0 ? vendors : Number.CompareTo(other.Number);
    }

    /// <summary>Parses build metadata such as <c>rke2r1</c>. Text without a number at the end becomes a vendor with number 0.</summary>
    public static Revision OfMetadata(string text) => TrySplit(text) ?? new Revision(text.ToLowerInvariant(), 0);

    /// <summary>Parses a word followed by a number, <c>k3s1</c> or <c>k3s1.32</c>; null for other text.</summary>
    public static Revision? TrySplit(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        if (dot >= 0)
        {
            foreach (var c in text[dot..])
            {
                if (c != '.' && !char.IsAsciiDigit(c))
                {
                    return null;
                }
            }

            text = text[..dot];
        }
        var word = text.TrimEnd("0123456789");
        if (word.IsEmpty || !char.IsAsciiLetter(word[0]) || word.Contains('-'))
        {
            return null;
        }

        var digits = text[word.Length..];
        if (digits.IsEmpty || digits.Length > MaxDigits)
        {
            return null;
        }

        return new Revision(word.ToString().ToLowerInvariant(), long.Parse(digits, CultureInfo.InvariantCulture));
    }
}
