using System.Buffers;

namespace SecurityResponder.Clusters;

/// <summary>
/// Parses Kubernetes quantities: <c>4</c>, <c>3920m</c>, <c>1.5</c>, <c>2e3</c>, <c>16Gi</c>, <c>129M</c>
/// (<see href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/"/>).
/// </summary>
public static class Quantity
{
    // The longest canonical quantity is far shorter.
    private const int MaxLength = 64;

    // 10^38 is the largest power of ten in a UInt128.
    private const int MaxPower = 38;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>A quantity in whole units, rounded up, e.g. bytes of memory or a number of GPUs.</summary>
    /// <returns>Null for invalid text and negative quantities; at most <see cref="long.MaxValue"/>.</returns>
    /// <example><c>32805244Ki</c> is 33592569856, <c>1.5</c> is 2.</example>
    public static long? ToUnits(ReadOnlySpan<char> text) => Parse(text, scale: 0);

    /// <summary>A quantity in thousandths, rounded up, e.g. CPU in millicores.</summary>
    /// <returns>As <see cref="ToUnits"/>.</returns>
    /// <example><c>4</c> is 4000, <c>3920m</c> is 3920, <c>100u</c> is 1.</example>
    public static long? ToMilliunits(ReadOnlySpan<char> text) => Parse(text, scale: 3);

    private static long? Parse(ReadOnlySpan<char> text, int scale)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        text = text[0] == '+' ? text[1..] : text;
        var end = text.IndexOfAnyExcept(NumberCharacters);
        var number = end < 0 ? text : text[..end];
        var suffix = end < 0 ? default : text[end..];

        return Mantissa(number) is var (digits, fraction) && Suffix(suffix) is var (tens, twos)
            ? Scale(digits, tens + scale - fraction, twos)
            : null;
    }

    private static (UInt128 Digits, int Fraction)? Mantissa(ReadOnlySpan<char> number)
    {
        var point = number.IndexOf('.');
        var fraction = point < 0 ? 0 : number.Length - point - 1;
        if (number.Length - (point < 0 ? 0 : 1) is 0 or > MaxPower || number.LastIndexOf('.') != point)
        {
            return null;
        }

        UInt128 digits = 0;
        foreach (var c in number)
        {
            digits = c == '.' ? digits : (digits * 10) + (uint)(c - '0');
        }

        return (digits, fraction);
    }

    private static (int Tens, int Twos)? Suffix(ReadOnlySpan<char> suffix) => suffix switch
    {
        "" => (0, 0),
        "n" => (-9, 0),
        "u" => (-6, 0),
        "m" => (-3, 0),
        "k" => (3, 0),
        "M" => (6, 0),
        "G" => (9, 0),
        "T" => (12, 0),
        "P" => (15, 0),
        "E" => (18, 0),
        "Ki" => (0, 10),
        "Mi" => (0, 20),
        "Gi" => (0, 30),
        "Ti" => (0, 40),
        "Pi" => (0, 50),
        "Ei" => (0, 60),
        ['e' or 'E', .. var exponent] when int.TryParse(exponent, out var tens) => (Math.Clamp(tens, -1000, 1000), 0),
        _ => null,
    };

    private static long Scale(UInt128 digits, int tens, int twos)
    {
        if (digits == 0)
        {
            return 0;
        }

        if (tens > MaxPower || digits > UInt128.MaxValue >> twos)
        {
            return long.MaxValue;
        }

        digits <<= twos;
        var power = Power(Math.Min(Math.Abs(tens), MaxPower));
        if (tens >= 0)
        {
            return digits > (UInt128)long.MaxValue / power ? long.MaxValue : (long)(digits * power);
        }

        // Kubernetes rounds up.
        var (quotient, remainder) = UInt128.DivRem(digits, power);
        quotient += remainder == 0 ? 0u : 1u;
        return quotient > (UInt128)long.MaxValue ? long.MaxValue : (long)quotient;
    }

    private static UInt128 Power(int tens)
    {
        UInt128 power = 1;
        for (var i = 0; i < tens; i++)
        {
            power *= 10;
        }

        return power;
    }
}
