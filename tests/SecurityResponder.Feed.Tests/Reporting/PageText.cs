using System.Net;
using System.Text.RegularExpressions;

namespace SecurityResponder.Feed.Tests.Reporting;

/// <summary>Reads the text of a page.</summary>
internal static partial class PageText
{
    /// <summary>The text of the main part, on one line.</summary>
    public static string Of(string html)
    {
        var main = MainPart().Match(html).Groups["content"].Value;
        return Blank().Replace(WebUtility.HtmlDecode(Tag().Replace(main, " ")), " ").Trim();
    }

    [GeneratedRegex("<main[^>]*>(?<content>.*)</main>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex MainPart();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
