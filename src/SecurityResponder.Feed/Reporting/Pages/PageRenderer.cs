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
            return Encoding.UTF8.GetBytes(page.RenderAsync(Encoder).AsTask().GetAwaiter().GetResult());
        }
    }
}
