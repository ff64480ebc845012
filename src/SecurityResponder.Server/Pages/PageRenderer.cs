using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using RazorSlices;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Pages;

/// <summary>Renders pages from their templates and sends them.</summary>
internal static class PageRenderer
{
    private const string MediaType = "text/html; charset=utf-8";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Renders a page once, to be sent many times. Every value is encoded; letters of all scripts stay as they are.</summary>
    public static async Task<CachedBody> RenderAsync(RazorSlice page)
    {
        using (page)
        {
            var body = Encoding.UTF8.GetBytes(await page.RenderAsync(Encoder));
            return new CachedBody(() => body);
        }
    }

    /// <summary>Sends a page with the security headers of pages.</summary>
    public static Task SendAsync(HttpContext context, CachedBody page, string cacheControl)
    {
        SecurityHeaders.ForPage(context.Response);
        context.Response.Headers.CacheControl = cacheControl;
        return page.SendAsync(context, MediaType);
    }

    /// <summary>Sends a page that has its security headers already; no cache keeps it.</summary>
    public static Task SendPlainAsync(HttpContext context, CachedBody page)
    {
        context.Response.Headers.CacheControl = "no-store";
        return page.SendAsync(context, MediaType);
    }

    /// <summary>Renders a page for this request only and sends it; no cache keeps it.</summary>
    public static async Task SendAsync(HttpContext context, RazorSlice page) =>
        await SendAsync(context, await RenderAsync(page), "no-store");
}
