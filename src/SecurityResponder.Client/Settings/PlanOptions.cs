using System.Buffers;

namespace SecurityResponder.Client.Settings;

/// <summary>Settings of the System Upgrade Controller's plans.</summary>
internal sealed record PlanOptions
{
    private const int MaxRegistryLength = 255;
    private const int MaxNameLength = 253;

    private static readonly SearchValues<char> RegistryCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:/[]");

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <summary>When nodes may be upgraded; null for any time.</summary>
    public PlanWindow? Window { get; init; }

    /// <summary>Whether nodes are drained, not only cordoned.</summary>
    public bool IsDrained { get; init; }

    /// <summary>The registry of the upgrade image, with an optional path, e.g. <c>registry.example:5000/mirror</c>; null for the
    /// cluster's system default registry.</summary>
    public string? Registry { get; init; }

    /// <summary>Name of the Secret to pull the upgrade image with; null for none.</summary>
    public string? PullSecret { get; init; }

    /// <summary>Parses a registry.</summary>
    /// <exception cref="FormatException">It is an address with a scheme, or not the name of a registry.</exception>
    public static string ReadRegistry(string value) =>
        value.Length is > 0 and <= MaxRegistryLength && !value.AsSpan().ContainsAnyExcept(RegistryCharacters)
        && !value.Contains("//", StringComparison.Ordinal) && value[0] is not ('/' or ':' or '.' or '-') && value[^1] is not ('/' or ':')
            ? value
            : throw new FormatException("a registry without a scheme, e.g. registry.example:5000 or registry.example/mirror");

    /// <summary>Parses the name of a Secret
    /// (<see href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names"/>).</summary>
    /// <exception cref="FormatException">It is not a valid name.</exception>
    public static string ReadSecret(string value) =>
        value.Length is > 0 and <= MaxNameLength && !value.AsSpan().ContainsAnyExcept(NameCharacters)
        && char.IsAsciiLetterOrDigit(value[0]) && char.IsAsciiLetterOrDigit(value[^1])
            ? value
            : throw new FormatException("the name of a Secret in the namespace system-upgrade");
}
