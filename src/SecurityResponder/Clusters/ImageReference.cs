namespace SecurityResponder.Clusters;

/// <summary>
/// A container image reference, <c>registry:5000/repository/name:tag@sha256:…</c>
/// (<see href="https://github.com/distribution/reference"/>). Only the tag and the last part of the name are used.
/// </summary>
public static class ImageReference
{
    private const int MaxTagLength = 128;

    /// <summary>The tag of an image reference.</summary>
    /// <returns>
    /// Null when there is none: a digest only, a registry port that looks like a tag
    /// (<c>registry:5000/rancher/x</c>), or invalid text.
    /// </returns>
    /// <example><c>rancher/hardened-calico:v3.32.1-build20260722</c> has <c>v3.32.1-build20260722</c>.</example>
    public static string? Tag(string? reference)
    {
        var name = LastPart(reference);
        var colon = name.IndexOf(':');
        return colon >= 0 && IsTag(name[(colon + 1)..]) ? name[(colon + 1)..].ToString() : null;
    }

    /// <summary>Whether the image's own name, without registry, repository and tag, contains a word.</summary>
    public static bool NameContains(string? reference, string word)
    {
        var name = LastPart(reference);
        var colon = name.IndexOf(':');
        return (colon < 0 ? name : name[..colon]).Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> LastPart(string? reference)
    {
        var name = reference.AsSpan();
        var digest = name.IndexOf('@');
        name = digest < 0 ? name : name[..digest];
        return name[(name.LastIndexOf('/') + 1)..];
    }

    private static bool IsTag(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxTagLength || text[0] is '.' or '-')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
