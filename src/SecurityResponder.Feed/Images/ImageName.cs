using System.Globalization;
using System.Text.RegularExpressions;

namespace SecurityResponder.Feed.Images;

/// <summary>The name of a feed image: the name of the base with a dated tag.</summary>
internal static partial class ImageName
{
    private const int MaxLength = 400;

    /// <summary>Adds the date of the feed to a name.</summary>
    /// <param name="baseName">E.g. <c>rancher/rke2-security-responder:v0.2.0</c>, or only the tag <c>v0.2.0</c>.</param>
    /// <param name="generatedAt">When the feed was generated.</param>
    /// <returns>E.g. <c>rancher/rke2-security-responder:v0.2.0-feed20261129</c>.</returns>
    public static string Dated(string baseName, DateTimeOffset generatedAt)
    {
        var date = generatedAt.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return HasTag(baseName) || !baseName.Contains('/') ? $"{baseName}-feed{date}" : $"{baseName}:feed{date}";
    }

    /// <summary>Whether a text can be the name of an image with a tag, or a tag alone.</summary>
    public static bool IsValid(string name) => name.Length <= MaxLength && Reference().IsMatch(name);

    /// <summary>The name with its registry, by which containerd finds an image that was imported from a file.</summary>
    /// <returns>E.g. <c>docker.io/rancher/rke2-security-responder:v0.2.0-feed20261129</c>; null for a tag alone.</returns>
    public static string? Qualified(string name)
    {
        if (!HasTag(name))
        {
            return null;
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        return slash < 0 ? $"docker.io/library/{name}"
            : first == "localhost" || first.AsSpan().ContainsAny('.', ':') ? name
            : $"docker.io/{name}";
    }

    private static bool HasTag(string name) => name.LastIndexOf(':') > name.LastIndexOf('/');

    // https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
    [GeneratedRegex(@"\A(([a-z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._/-]+[a-z0-9]+)*:)?[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z")]
    private static partial Regex Reference();
}
