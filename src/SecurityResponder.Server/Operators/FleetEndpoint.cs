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

    private static readonly Feed NoFeed = new() { Releases = [], Advisories = [] };

    /// <summary><c>/fleet</c>, and the form that names a cluster.</summary>
    public void Map(WebApplication operators)
    {
        RequestDelegate fleet = context => TryAsync(context, SendAsync);
        RequestDelegate name = context => TryAsync(context, NameAsync);
        operators.MapGet("/fleet", fleet);
        operators.MapPost(FleetView.NamePath, name);
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
            await PageMessage.NoFigures.SendAsync(context, Navigation.Operators);
        }
    }

    private async Task SendAsync(HttpContext context)
    {
        var query = FigureQuery.Of(context.Request.Query);
        var now = time.GetUtcNow();
        var clusters = await figures.FleetAsync(query.ToFilter(now), Most, context.RequestAborted);
        var feed = answers.Now?.Feed.Feed ?? NoFeed;
        var fleet = FleetView.Of(query, [.. clusters.Select(cluster => AssessedCluster.Of(cluster, feed, now))], Most);
        await PageRenderer.SendAsync(context, FleetPage.Create(fleet));
    }

    private async Task NameAsync(HttpContext context)
    {
        if (!SameOrigin.Sent(context.Request))
        {
            await Problems.OtherSite.SendAsync(context);
            return;
        }

        if (await ClusterName.ReadAsync(context.Request) is not { } named)
        {
            await Problems.NoName.SendAsync(context);
            return;
        }

        await names.SetNameAsync(named.ClusterId, named.Name, context.RequestAborted);
        // A reload of the page that follows sends nothing again.
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/fleet" + FigureQuery.Of(context.Request.Query);
    }
}
