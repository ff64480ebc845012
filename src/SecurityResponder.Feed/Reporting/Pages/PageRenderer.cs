using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using RazorSlices;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>Renders templates.</summary>
internal static class PageRenderer
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The bytes of a page. Every value is encoded; letters of all scripts stay as they are.</summary>
    public static byte[] Render(RazorSlice page)
    {
        using (page)
        {
            // Templates wait for nothing: the task has ended when the call returns.
            return Encoding.UTF8.GetBytes(WithoutIndents(page.RenderAsync(Encoder).AsTask().GetAwaiter().GetResult()));
        }
    }

    // The indents of the templates are up to half of a page. No value contains a line break.
    private static string WithoutIndents(string page) =>
        string.Concat(page.Split('\n').Select(line => line.Trim()).Where(line => line != "").Select(line => line + '\n'));
}
