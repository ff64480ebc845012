namespace SecurityResponder.Protocol;

/// <summary>Distinguishes release builds from development builds.</summary>
public static class BuildVersion
{
    /// <summary>
    /// Whether a version is a clean tag: <c>v1.2.3</c>, <c>v1.2.3-rc1</c>, <c>v1.2.3+rke2r1</c>, in any case.
    /// </summary>
    /// <returns>
    /// False for other output of <c>git describe</c> (<c>v1.2.3-5-gabcdef0</c>, <c>v1.2.3-dirty</c>, <c>abcdef0</c>),
    /// for empty text, and for text that contains <c>dev</c>, <c>test</c> or <c>dirty</c>.
    /// </returns>
    public static bool IsRelease(string version)
    {
        bool Has(string word) => version.Contains(word, StringComparison.OrdinalIgnoreCase);
        if (version is not ['v' or 'V', .. var rest] || Has("dev") || Has("test") || Has("dirty"))
        {
            return false;
        }

        var mark = rest.AsSpan().IndexOfAny('-', '+');
        return IsThreeNumbers(mark < 0 ? rest : rest[..mark]) && (mark < 0 || IsLabel(rest.AsSpan(mark + 1)));
    }

    private static bool IsThreeNumbers(string core)
    {
        var numbers = core.Split('.');
        return numbers.Length == 3 && numbers.All(number => number.Length > 0 && !number.AsSpan().ContainsAnyExceptInRange('0', '9'));
    }

    // One word that begins with a letter: `rc1`, `rke2r1`. A second hyphen would be git's number of commits.
    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length == 0 || !char.IsAsciiLetter(label[0]))
        {
            return false;
        }

        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
