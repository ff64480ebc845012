using System.Text.RegularExpressions;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.ReleaseNotes;

/// <summary>The sections of release notes, by release. A release in the table need not have one.</summary>
internal sealed partial class ReleaseSections
{
    private readonly Dictionary<ReleaseVersion, ReleaseSection> _sections = [];

    /// <summary>The sections of a file.</summary>
    public static ReleaseSections Of(IReadOnlyList<string> lines)
    {
        var sections = new ReleaseSections();
        ReleaseVersion? current = null;
        var body = new List<string>();
        foreach (var line in lines.Append("## "))
        {
            if (!line.StartsWith("## ", StringComparison.Ordinal))
            {
                body.Add(line);
                continue;
            }

            if (current is not null)
            {
                sections._sections.TryAdd(current, ReleaseSection.Read(current, body));
            }

            var version = Heading().Match(line).Groups["version"].Value;
            current = ReleaseVersion.TryParse(version.Replace("%2B", "+", StringComparison.OrdinalIgnoreCase));
            body.Clear();
        }

        return sections;
    }

    /// <summary>The section of a release; null when it has none.</summary>
    public ReleaseSection? Find(ReleaseVersion version) => _sections.GetValueOrDefault(version);

    [GeneratedRegex(@"^## Release \[?(?<version>v[0-9A-Za-z.+%-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}

/// <summary>What the section of a release says.</summary>
/// <param name="IsPrimeOnly">Whether it says that the release is for Prime customers only.</param>
/// <param name="GoVersion">The Go version that it names; null when it names none.</param>
internal sealed partial record ReleaseSection(bool IsPrimeOnly, string? GoVersion)
{
    /// <summary>Reads the lines below the heading.</summary>
    public static ReleaseSection Read(ReleaseVersion version, IReadOnlyList<string> lines) => new(
        lines.Any(line => line.Contains("Prime-only release", StringComparison.OrdinalIgnoreCase)), Go(version, lines));

    // A line may name the Kubernetes version of another minor, which was changed by mistake and again below.
    private static string? Go(ReleaseVersion version, IReadOnlyList<string> lines)
    {
        string? found = null;
        foreach (var line in lines.Where(line => line.TrimStart().StartsWith('*')))
        {
            if (GoVersionText().Match(line) is { Success: true } match
                && KubernetesVersionText().Matches(line).All(other => IsPatchOf(version, other.Groups["version"].Value)))
            {
                found = match.Groups["version"].Value;
            }
        }

        return found;
    }

    private static bool IsPatchOf(ReleaseVersion version, string kubernetes) =>
        version.ToString().TrimStart('v').Split('+', '-')[0] == kubernetes;

    [GeneratedRegex(@"\b(?:Go|golang)(?: version)?(?: to)? v?(?<version>1\.[0-9]+(?:\.[0-9]+)?)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex GoVersionText();

    [GeneratedRegex(@"\b(?:Update|Bump|Upgrade)(?: to)?(?: kubernetes)?(?: to)? v(?<version>1\.[0-9]+\.[0-9]+)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex KubernetesVersionText();
}
