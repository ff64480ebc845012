namespace SecurityResponder.Server.Pages;

/// <summary>A message that is sent instead of a page.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The heading.</param>
/// <param name="Text">The explanation.</param>
internal sealed record PageMessage(int Status, string Title, string Text)
{
    /// <summary>The feed does not list the release.</summary>
    public static PageMessage NoRelease { get; } = new(404, "Release not found",
        "The feed of this responder does not list this release. This says nothing about its security: "
        + "the release may be newer than the feed, a fork or misspelled.");

    /// <summary>There is no page at the address.</summary>
    public static PageMessage NoPage { get; } = new(404, "Page not found", "There is no page at this address.");

    /// <summary>The store cannot be read, or too many requests wait for it.</summary>
    public static PageMessage NoFigures { get; } = new(503, "Figures unavailable",
        "The figures cannot be read at the moment. Clusters still get their answers. Try again in 30 seconds.");

    /// <summary>Sends the message as a page.</summary>
    public Task SendAsync(HttpContext context, Navigation navigation)
    {
        context.Response.StatusCode = Status;
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "30";
        }

        return PageRenderer.SendAsync(context, MessagePage.Create(new MessageModel(navigation.Layout(Title, ""), Title, Text)));
    }
}
