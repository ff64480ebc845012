using System.Data.Common;
using SecurityResponder.Feeds;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators;

/// <summary>The list of clusters, on the operators' port.</summary>
internal sealed class FleetEndpoint(
    IFigures figures, IClusterNames names, CurrentAnswers answers, TimeProvider time, ILogger<FleetEndpoint> logger)
{
    /// <summary>Maximum number of clusters on the page.</summary>
    public const int MaxClusters = 1000;

    private static readonly Problem OtherSite = new(403, "Cross-site request", "expected the form of this port's own page");

    private static readonly Problem NoName = new(400, "Invalid name", "expected a cluster and a name of at most 80 characters", "name");

    private static readonly Feed NoFeed = new() { Releases = [], Advisories = [] };

    /// <summary>Maps <c>/fleet</c> and the form that names a cluster.</summary>
    public void Map(WebApplication operators)
    {
        RequestDelegate fleet = context => TryAsync(context, SendAsync);
        RequestDelegate name = context => TryAsync(context, NameAsync);
        operators.MapGet("/fleet", fleet);
        operators.MapPost(FleetView.NamePath, name);
    }

    // The store may be another machine's database: its errors become a page, not a 500.
    private async Task TryAsync(HttpContext context, RequestDelegate answerAsync)
    {
        try
        {
            await answerAsync(context);
        }
        catch (Exception exception) when ((exception is DbException or IOException)
            && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            PageEndpoints.Log.Unreadable(logger, exception.Message);
            await PageMessage.NoFigures.SendAsync(context, Navigation.Operators);
        }
    }

    private async Task SendAsync(HttpContext context)
    {
        var query = FigureQuery.Of(context.Request.Query);
        var now = time.GetUtcNow();
        var clusters = await figures.FleetAsync(query.ToFilter(now), MaxClusters, context.RequestAborted);
        var feed = answers.Now?.Feed.Feed ?? NoFeed;
        var fleet = FleetView.Of(query, AssessedCluster.All(clusters, feed, now), MaxClusters);
        await PageRenderer.SendAsync(context, FleetPage.Create(fleet));
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
        // See Other: reloading the next page does not send the form again.
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/fleet" + FigureQuery.Of(context.Request.Query);
    }
}
