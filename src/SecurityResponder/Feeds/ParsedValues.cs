using SecurityResponder.Advisories;
using SecurityResponder.Components;

namespace SecurityResponder.Feeds;

/// <summary>The versions and CVSS vectors that were parsed already: the advisories of a feed name the same few again and again. Saves
/// time and a quarter of the advisories' memory.</summary>
internal sealed class ParsedValues
{
    // A feed may have more, and longer ones; those are parsed each time.
    private const int MaxValues = 4_096;
    private const int MaxLength = 128;

    private readonly Dictionary<string, ComponentVersion?> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Severity?> _severities = new(StringComparer.Ordinal);

    /// <summary>See <see cref="ComponentVersion.TryParse"/>.</summary>
    public ComponentVersion? Version(string? text) => Parsed(_versions, text, ComponentVersion.TryParse);

    /// <summary>The severity of a CVSS vector; null for other text, see <see cref="CvssVector.TryScore"/>.</summary>
    public Severity? OfVector(string? vector) => Parsed(_severities, vector, static text =>
        CvssVector.TryScore(text) is { } score ? Severity.OfScore(score) : null);

    private static T? Parsed<T>(Dictionary<string, T?> known, string? text, Func<string, T?> parse) where T : class
    {
        if (text is null)
        {
            return null;
        }

        if (known.TryGetValue(text, out var value))
        {
            return value;
        }

        value = parse(text);
        if (known.Count < MaxValues && text.Length <= MaxLength)
        {
            known.Add(text, value);
        }

        return value;
    }
}
