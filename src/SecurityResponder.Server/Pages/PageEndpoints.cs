using System.Runtime.CompilerServices;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage;

namespace SecurityResponder.Server.Pages;

/// <summary>The pages and their files: for everybody with rounded figures, for operators with exact ones.</summary>
internal sealed partial class PageEndpoints(
    FigureCache board, CurrentReleaseFacts facts, ReleasePages releases, DataDirectory data, ILogger<PageEndpoints> logger)
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>What everybody may see.</summary>
    public void MapPublic(WebApplication port) => Map(port, Layout.Public, Precision.Public(data.Secret));

    /// <summary>What operators may see.</summary>
    public void MapOperators(WebApplication port) => Map(port, Layout.Operators, Precision.Exact);

    private void Map(WebApplication port, Layout layout, Precision precision)
    {
        // As long as what it shows.
        var rendered = new ConditionalWeakTable<Counts, CachedBody>();
        RequestDelegate home = context => SendFiguresAsync(
            context, counts => SendPageAsync(context, rendered.GetValue(counts, _ => Home(layout, precision, counts)), precision),
            () => MessagePage.NoFigures.SendAsync(context, layout));
        RequestDelegate file = context => SendFiguresAsync(
            context, counts => FigureFile.SendAsync(context, FigureSet.Of(counts, facts.Now, precision), precision),
            () => FigureProblems.NoFigures.SendWithRetryAfterAsync(context));
        RequestDelegate list = context => SendPageAsync(context, releases.List(layout), precision);
        RequestDelegate release = context => releases.Find(layout, (string?)context.Request.RouteValues["version"]) is { } page
            ? SendPageAsync(context, page, precision)
            : MessagePage.NoRelease.SendAsync(context, layout);
        RequestDelegate asset = context => Asset.Find((string?)context.Request.RouteValues["name"]) is { } found
            ? found.SendAsync(context)
            : MessagePage.NoPage.SendAsync(context, layout);
        port.MapMethods("/", Methods, home);
        port.MapMethods("/figures/{file}", Methods, file);
        port.MapMethods("/releases", Methods, list);
        port.MapMethods("/releases/{version}", Methods, release);
        port.MapMethods("/assets/{name}", Methods, asset);
    }

    private CachedBody Home(Layout layout, Precision precision, Counts counts)
    {
        var now = facts.Now;
        return new HomePage(layout, FigureSet.Of(counts, now, precision), now, precision.IsExact).Render().Prepared();
    }

    private async Task SendFiguresAsync(HttpContext context, Func<Counts, Task> sendAsync, Func<Task> sendNoneAsync)
    {
        // What is rendered and compressed takes its turn behind the answers to clusters, not on the thread that reads from the network.
        await Task.Yield();
        Counts? counts;
        try
        {
            counts = await board.CountAsync(FigureQuery.Of(context.Request.Query));
        }
        // Whatever it is: the store is elsewhere, and its faults are not the reader's.
        catch (Exception exception)
        {
            Log.Unreadable(logger, exception.Message);
            counts = null;
        }

        await (counts is null ? sendNoneAsync() : sendAsync(counts));
    }

    private static async Task SendPageAsync(HttpContext context, CachedBody page, Precision precision)
    {
        await Task.Yield();
        SecurityHeaders.ForPage(context.Response);
        context.Response.Headers.CacheControl = precision.IsExact ? "no-store" : "public, max-age=30";
        await page.SendAsync(context, Layout.MediaType);
    }

    /// <summary>The words for a store that cannot be asked.</summary>
    internal static partial class Log
    {
        [LoggerMessage(801, LogLevel.Error, "The figures cannot be read: {Reason} Pages say so; clusters get their answers.")]
        public static partial void Unreadable(ILogger logger, string reason);
    }
}
