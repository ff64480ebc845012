using System.Globalization;

namespace SecurityResponder.Releases;

/// <summary>A Kubernetes minor version, the unit of support and upgrades.</summary>
/// <param name="Major">E.g. 1.</param>
/// <param name="Minor">E.g. 35.</param>
public readonly record struct MinorVersion(int Major, int Minor) : IComparable<MinorVersion>
{
    private const int MaxTextLength = 24;

    /// <summary>The next minor: Kubernetes upgrades go one minor at a time
    /// (<see href="https://kubernetes.io/releases/version-skew-policy/"/>).</summary>
    public MinorVersion Next => this with { Minor = Minor + 1 };

    /// <summary>Parses <c>1.35</c> or <c>v1.35</c>; false for other text and null.</summary>
    public static bool TryParse(string? text, out MinorVersion minor)
    {
        minor = default;
        if (text is null || text.Length > MaxTextLength)
        {
            return false;
        }

        var digits = text.AsSpan(text.StartsWith('v') ? 1 : 0);
        var dot = digits.IndexOf('.');
        if (dot < 0 || !TryNumber(digits[..dot], out var major) || !TryNumber(digits[(dot + 1)..], out var second))
        {
            return false;
        }

        minor = new MinorVersion(major, second);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(MinorVersion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    /// <summary>E.g. <c>1.35</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <summary>Older than.</summary>
    public static bool operator <(MinorVersion left, MinorVersion right) => left.CompareTo(right) < 0;

    /// <summary>Newer than.</summary>
    public static bool operator >(MinorVersion left, MinorVersion right) => left.CompareTo(right) > 0;

    /// <summary>Not newer than.</summary>
    public static bool operator <=(MinorVersion left, MinorVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Not older than.</summary>
    public static bool operator >=(MinorVersion left, MinorVersion right) => left.CompareTo(right) >= 0;

    private static bool TryNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < int.MaxValue;
}
