using System.Globalization;

namespace SecurityResponder.Releases;

/// <summary>The parts of a version such as <c>v1.36.1-rc2+rke2r1</c>.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second.</param>
/// <param name="Patch">The third.</param>
/// <param name="PreRelease">What follows the hyphen, e.g. <c>rc2</c>; empty for none.</param>
/// <param name="Metadata">What follows the plus sign, e.g. <c>rke2r1</c>; empty for none.</param>
internal readonly record struct VersionParts(int Major, int Minor, int Patch, string PreRelease, string Metadata)
{
    // Long enough for every Go pseudo-version.
    private const int MaxTextLength = 128;

    /// <summary>Parses SemVer (<see href="https://semver.org"/>) with or without a <c>v</c>; missing numbers are 0 if allowed.</summary>
    public static bool TryParse(string? text, bool allowShort, out VersionParts parts)
    {
        parts = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxTextLength)
        {
            return false;
        }

        var rest = text.AsSpan(text[0] is 'v' or 'V' ? 1 : 0);
        var metadata = Cut(ref rest, '+', out var hasMetadata);
        var preRelease = Cut(ref rest, '-', out var hasPreRelease);
        if (hasMetadata && !IsLabels(metadata) || hasPreRelease && !IsLabels(preRelease))
        {
            return false;
        }

        if (!TryNumbers(rest, allowShort, out var major, out var minor, out var patch))
        {
            return false;
        }

        parts = new VersionParts(major, minor, patch, preRelease.ToString(), metadata.ToString());
        return true;
    }

    private static ReadOnlySpan<char> Cut(ref ReadOnlySpan<char> text, char mark, out bool found)
    {
        var at = text.IndexOf(mark);
        found = at >= 0;
        if (!found)
        {
            return [];
        }

        var tail = text[(at + 1)..];
        text = text[..at];
        return tail;
    }

    private static bool TryNumbers(ReadOnlySpan<char> text, bool allowShort, out int major, out int minor, out int patch)
    {
        major = minor = patch = 0;
        Span<Range> fields = stackalloc Range[4];
        var count = text.Split(fields, '.');
        if (count > 3 || count < 3 && !allowShort)
        {
            return false;
        }

        return TryNumber(text[fields[0]], out major)
            && (count < 2 || TryNumber(text[fields[1]], out minor))
            && (count < 3 || TryNumber(text[fields[2]], out patch));
    }

    // int.TryParse accepts "7\0": .NET ignores zero characters at the end of a number.
    private static bool TryNumber(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        return !text.ContainsAnyExceptInRange('0', '9') && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    // Dot-separated, none empty, of [0-9A-Za-z-].
    private static bool IsLabels(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] == '.' || text[^1] == '.' || text.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
