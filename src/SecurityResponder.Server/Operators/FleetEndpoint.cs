using System.Data.Common;
using SecurityResponder.Feeds;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators;

/// <summary>The clusters one by one, for operators: on their port alone, behind their credentials.</summary>
internal sealed class FleetEndpoint(
    IFigures figures, IClusterNames names, CurrentAnswers answers, TimeProvider time, ILogger<FleetEndpoint> logger)
{
    /// <summary>Clusters on one page.</summary>
    public const int Most = 1000;

    private static readonly Problem OtherSite = new(403, "Cross-site request", "expected the form of this port's own page");

    private static readonly Problem NoName = new(400, "Invalid name", "expected a cluster and a name of at most 80 characters", "name");

    private static readonly Feed NoFeed = new() { Releases = [], Advisories = [] };

    /// <summary><c>/fleet</c>, and the form that names a cluster.</summary>
    public void Map(WebApplication operators)
    {
        RequestDelegate fleet = context => TryAsync(context, SendAsync);
        RequestDelegate name = context => TryAsync(context, NameAsync);
        operators.MapGet("/fleet", fleet);
        operators.MapPost(FleetPage.NamePath, name);
    }

    // Whatever it is: the store is elsewhere, and its faults are not the operator's.
    private async Task TryAsync(HttpContext context, RequestDelegate answerAsync)
    {
        try
        {
            await answerAsync(context);
        }
        catch (Exception exception) when ((exception is DbException or IOException) && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            PageEndpoints.Log.Unreadable(logger, exception.Message);
            await MessagePage.NoFigures.SendAsync(context, Layout.Operators);
        }
    }

    private async Task SendAsync(HttpContext context)
    {
        var query = FigureQuery.Of(context.Request.Query);
        var now = time.GetUtcNow();
        var clusters = await figures.FleetAsync(query.ToFilter(now), Most, context.RequestAborted);
        var feed = answers.Now?.Feed.Feed ?? NoFeed;
        var page = new FleetPage(Layout.Operators, query, [.. clusters.Select(cluster => AssessedCluster.Of(cluster, feed, now))], Most).Render();
        SecurityHeaders.ForPage(context.Response);
        context.Response.Headers.CacheControl = "no-store";
        await page.Prepared().SendAsync(context, Layout.MediaType);
    }

    private async Task NameAsync(HttpContext context)
    {
        if (!SameOrigin.Sent(context.Request))
        {
            await OtherSite.SendAsync(context);
            return;
        }

        if (await ClusterName.ReadAsync(context.Request) is not { } named)
        {
            await NoName.SendAsync(context);
            return;
        }

        await names.SetNameAsync(named.ClusterId, named.Name, context.RequestAborted);
        // A reload of the page that follows sends nothing again.
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/fleet" + FigureQuery.Of(context.Request.Query);
    }
}
