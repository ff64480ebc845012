using System.Globalization;
using System.Text.RegularExpressions;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;

namespace SecurityResponder.Feed.Comparing;

/// <summary>Findings as text.</summary>
internal static partial class FindingText
{
    /// <summary>E.g. <c>containerd 2.2.3, high, fixed in v1.35.6+rke2r1</c>.</summary>
    public static string Of(Finding finding)
    {
        var fix = finding.FixedIn is { } release ? $"fixed in {release.Version}" : "no fixed release";
        return $"{Components(finding)}, {finding.Advisory.Severity.Level.Name()}, {fix}"
            + (finding.Advisory.IsExploited ? ", known exploited" : "");
    }

    /// <summary>E.g. <c>containerd 2.2.3</c>.</summary>
    public static string Components(Finding finding) => string.Join(", ", finding.Uses
        .Select(use => use.Version is null ? use.Component.Name : $"{use.Component.Name} {Upstream(use.Version.ToString())}").Distinct());

    /// <summary>E.g. <c>9.8 critical, known exploited</c>.</summary>
    public static string Severity(Advisory advisory) =>
        (advisory.Severity.Score is { } score ? string.Create(CultureInfo.InvariantCulture, $"{score:0.0} ") : "")
        + advisory.Severity.Level.Name() + (advisory.IsExploited ? ", known exploited" : "");

    /// <summary>The upstream version of a rebuild: <c>2.2.3</c> of <c>v2.2.3-k3s1</c>. A pre-release stays as it is.</summary>
    public static string Upstream(string version) =>
        Rebuild().Match(version) is { Success: true } match ? match.Groups["upstream"].Value : version.TrimStart('v');

    [GeneratedRegex(@"^v?(?<upstream>[0-9]+(?:\.[0-9]+)*)-(?:k3s|hardened|build|prime|rke2r)[0-9][0-9A-Za-z.-]*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Rebuild();
}
