using System.Net.Mime;
using SecurityResponder.Feeds;
using SecurityResponder.Server.Answering;
using SecurityResponder.Server.Counting;
using SecurityResponder.Server.Guarding;

namespace SecurityResponder.Server.Pages;

/// <summary>The clusters one by one, for operators: on their port alone, behind their credentials.</summary>
internal sealed class FleetEndpoint(IFigures figures, IClusterNames names, CurrentAnswers answers, TimeProvider time)
{
    /// <summary>Clusters on one page.</summary>
    public const int Most = 1000;

    private static readonly Feed NoFeed = new() { Releases = [], Advisories = [] };

    /// <summary><c>/fleet</c>, and the form that names a cluster.</summary>
    public void Map(WebApplication operators)
    {
        RequestDelegate fleet = SendAsync;
        RequestDelegate name = NameAsync;
        operators.MapGet("/fleet", fleet);
        operators.MapPost(FleetPage.NamePath, name);
    }

    private async Task SendAsync(HttpContext context)
    {
        var query = FigureQuery.Of(context.Request.Query);
        var now = time.GetUtcNow();
        var clusters = await figures.FleetAsync(query.ToFilter(now), Most, context.RequestAborted);
        var feed = answers.Now?.Feed.Feed ?? NoFeed;
        var page = new FleetPage(Layout.Operators, query, [.. clusters.Select(cluster => AdvisedCluster.Of(cluster, feed, now))], Most).Render();
        SecurityHeaders.ForPage(context.Response);
        context.Response.Headers.CacheControl = "no-store";
        await page.Prepared().SendAsync(context, MediaTypeNames.Text.Html + "; charset=utf-8");
    }

    private async Task NameAsync(HttpContext context)
    {
        if (!SameSite.Sent(context.Request))
        {
            await Refusal.OtherSite.SendAsync(context);
            return;
        }

        if (!context.Request.HasFormContentType || ClusterName.Of(await context.Request.ReadFormAsync(context.RequestAborted)) is not { } named)
        {
            await Refusal.NoName.SendAsync(context);
            return;
        }

        await names.SetNameAsync(named.ClusterId, named.Name, context.RequestAborted);
        // A reload of the page that follows sends nothing again.
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/fleet" + FigureQuery.Of(context.Request.Query);
    }
}
