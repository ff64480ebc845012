using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Pages;

/// <summary>A page that says that there is none.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Words">What that means.</param>
internal sealed record MessagePage(int Status, string Title, string Words)
{
    /// <summary>The feed does not list the release.</summary>
    public static MessagePage NoRelease { get; } = new(404, "No such release",
        "The feed that this responder answers from does not list a release of that name. That is no word on its safety: it may be newer than the feed, a fork, or misspelt.");

    /// <summary>There is nothing at the address.</summary>
    public static MessagePage NoPage { get; } = new(404, "Nothing here", "There is no page at this address.");

    /// <summary>The store cannot be asked, or too many ask.</summary>
    public static MessagePage NoFigures { get; } = new(503, "No figures just now",
        "The figures cannot be read at the moment. Clusters get their answers all the same; come again in half a minute.");

    /// <summary>Sends it.</summary>
    public Task SendAsync(HttpContext context, Layout layout)
    {
        SecurityHeaders.ForPage(context.Response);
        context.Response.StatusCode = Status;
        context.Response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "30";
        }

        return Render(layout).Prepared().SendAsync(context, Layout.MediaType);
    }

    private Html Render(Layout layout) => layout.Page(Title, "", Html.Of(
        $"""
        <section class="hero message"><h1>{Title}</h1><p>{Words}</p>
        <p><a href="/">All clusters</a> · <a href="/releases">All releases</a></p></section>

        """), Html.Empty);
}
