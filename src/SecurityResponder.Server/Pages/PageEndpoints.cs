using System.Runtime.CompilerServices;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage;

namespace SecurityResponder.Server.Pages;

/// <summary>The pages, their assets and their figures as files: rounded on the public port, exact on the operators' port.</summary>
internal sealed class PageEndpoints(
    FigureCache publicCache, [FromKeyedServices(FigureCache.OfOperators)] FigureCache operatorCache, CurrentReleaseFacts facts,
    ReleasePages releases, DataDirectory data, ILogger<PageEndpoints> logger)
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the pages of the public port.</summary>
    public void MapPublic(WebApplication port) => Map(port, publicCache, Navigation.Public, Precision.Public(data.Secret));

    /// <summary>Maps the pages of the operators' port.</summary>
    public void MapOperators(WebApplication port) => Map(port, operatorCache, Navigation.Operators, Precision.Exact);

    private void Map(WebApplication port, FigureCache cache, Navigation navigation, Precision precision)
    {
        // A page is kept as long as the counts that it shows.
        var rendered = new ConditionalWeakTable<Counts, Task<CachedBody>>();
        Task<CachedBody> HomeAsync(Counts counts) => rendered.GetValue(counts, _ => RenderHomeAsync(navigation, precision, counts));
        RequestDelegate home = context => SendFiguresAsync(
            context, cache, counts => SendPageAsync(context, HomeAsync(counts), precision),
            () => PageProblems.NoFigures.SendLaterAsync(context));
        RequestDelegate file = context => SendFiguresAsync(
            context, cache, counts => FigureFile.SendAsync(context, FigureSet.Of(counts, facts.Now, precision), precision),
            () => FigureProblems.NoFigures.SendWithRetryAfterAsync(context));
        var lists = new ConditionalWeakTable<Counts, Task<CachedBody>>();
        Task<CachedBody> ListAsync(Counts counts) => lists.GetValue(
            counts, _ => releases.ListAsync(navigation, counts, precision));
        // Without figures, the releases are listed all the same.
        RequestDelegate list = context => SendFiguresAsync(
            context, cache, counts => SendPageAsync(context, ListAsync(counts), precision),
            () => SendPageAsync(context, releases.ListAsync(navigation, null, precision), precision), FigureQuery.Default);
        RequestDelegate release = context => SendReleaseAsync(context, navigation, precision);
        RequestDelegate asset = context => Asset.Find((string?)context.Request.RouteValues["name"]) is { } found
            ? found.SendAsync(context)
            : PageProblems.NoPage.SendAsync(context);
        port.MapMethods("/", Methods, home);
        port.MapMethods("/figures/{file}", Methods, file);
        port.MapMethods("/releases", Methods, list);
        port.MapMethods("/releases/{version}", Methods, release);
        port.MapMethods("/assets/{name}", Methods, asset);
    }

    private Task<CachedBody> RenderHomeAsync(Navigation navigation, Precision precision, Counts counts)
    {
        var now = facts.Now;
        var figures = FigureSet.Of(counts, now, precision);
        return PageRenderer.RenderAsync(HomePage.Create(HomeModel.Of(navigation, figures, now, precision.IsExact)));
    }

    // Reports come first: pages are rendered and compressed on the thread pool, not on the thread that reads from the network.
    private async Task SendFiguresAsync(
        HttpContext context, FigureCache cache, Func<Counts, Task> sendAsync, Func<Task> sendNoneAsync,
        FigureQuery? query = null)
    {
        await Task.Yield();
        Counts? counts;
        try
        {
            counts = await cache.CountAsync(query ?? FigureQuery.Of(context.Request.Query));
        }
        // Any failure of the store, which may be another machine, becomes a message page.
        catch (Exception exception)
        {
            UnreadableFigures.Report(logger, exception);
            counts = null;
        }

        await (counts is null ? sendNoneAsync() : sendAsync(counts));
    }

    private async Task SendReleaseAsync(HttpContext context, Navigation navigation, Precision precision)
    {
        await Task.Yield();
        var page = releases.FindAsync(navigation, (string?)context.Request.RouteValues["version"]);
        await (page is not null ? SendPageAsync(context, page, precision)
            : facts.Now.HasFeed ? PageProblems.NoRelease.SendAsync(context)
            : PageProblems.NoFeed.SendLaterAsync(context));
    }

    private static async Task SendPageAsync(HttpContext context, Task<CachedBody> page, Precision precision) =>
        await PageRenderer.SendAsync(context, await page, precision.IsExact ? "no-store" : "public, max-age=30");
}
