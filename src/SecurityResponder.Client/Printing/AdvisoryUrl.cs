using SecurityResponder.Advisories;

namespace SecurityResponder.Client.Printing;

/// <summary>Where an advisory can be read. The client does not keep the feed's references: they are most of a feed's text.</summary>
internal static class AdvisoryUrl
{
    /// <summary>The page of an advisory by its id, safe to print; null for ids of other kinds than CVE, GHSA and GO.</summary>
    public static string? Of(Advisory advisory) => advisory.Id switch
    {
        var id when !id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-') => null,
        ['C', 'V', 'E', '-', ..] => "https://www.cve.org/CVERecord?id=" + advisory.Id,
        ['G', 'H', 'S', 'A', '-', ..] => "https://github.com/advisories/" + advisory.Id,
        ['G', 'O', '-', ..] => "https://pkg.go.dev/vuln/" + advisory.Id,
        _ => null,
    };
}
