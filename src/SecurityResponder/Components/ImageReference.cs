namespace SecurityResponder.Components;

/// <summary>
/// A container image reference, <c>registry:5000/repository/name:tag@sha256:…</c>
/// (<see href="https://github.com/distribution/reference"/>). The registry is never used.
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

    /// <summary>The reference without tag and digest, e.g. <c>registry:5000/rancher/hardened-coredns</c>.</summary>
    public static string Repository(string reference)
    {
        var digest = reference.IndexOf('@');
        var name = digest < 0 ? reference : reference[..digest];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }

    /// <summary>Whether an image is meant by the last parts of its name, whatever the registry.</summary>
    /// <param name="repository">E.g. <c>registry:5000/rancher/hardened-calico</c>.</param>
    /// <param name="path">E.g. <c>rancher/hardened-calico</c>.</param>
    public static bool EndsWithPath(ReadOnlySpan<char> repository, string path) =>
        repository.EndsWith(path, StringComparison.OrdinalIgnoreCase)
        && (repository.Length == path.Length || repository[^(path.Length + 1)] == '/');

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
