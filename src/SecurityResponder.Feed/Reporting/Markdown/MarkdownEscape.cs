using System.Text;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Markdown;

/// <summary>Makes text safe in Markdown: it never becomes a link, an image, HTML, emphasis or another cell of a table
/// (<see href="https://github.github.com/gfm/"/>).</summary>
internal static class MarkdownEscape
{
    private const string Special = "\\`*_[]#!|~@$&";

    /// <summary>The text with escapes.</summary>
    public static string Of(string text)
    {
        var safe = SafeText.Page(text);
        var escaped = new StringBuilder(safe.Length);
        for (var i = 0; i < safe.Length; i++)
        {
            _ = safe[i] switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                // Otherwise GitHub makes links of https:// and www.
                ':' when i + 1 < safe.Length && safe[i + 1] == '/' => escaped.Append("\\:"),
                '.' when i >= 3 && safe.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase) => escaped.Append("\\."),
                var c when Special.Contains(c, StringComparison.Ordinal) => escaped.Append('\\').Append(c),
                var c => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A link.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">A relative path of this report, or an address in printable ASCII.</param>
    public static string Link(string text, string address) =>
        $"[{Of(text)}](<{address.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)
            .Replace("\\", "%5C", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal)}>)";

    /// <summary>A row of a table.</summary>
    public static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
