using SecurityResponder.Server.Http;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The page of one cluster, its form that names the cluster, and the form that finds a cluster by its UUID.</summary>
internal sealed class ClusterEndpoint(
    IFleet fleet, IClusterNames names, CurrentFleetAssessments assessments, DataDirectory data, Retention retention, TimeProvider time,
    ILogger<ClusterEndpoint> logger)
{
    private static readonly Problem NoUuid = new(400, "Invalid UUID", "expected the UUID of a cluster", "uuid");

    /// <summary>Maps the page and the forms.</summary>
    public void Map(WebApplication operators)
    {
        operators.MapMethods(ClusterView.Route, FleetRequest.Methods, FleetRequest.Handler(SendAsync, logger));
        operators.MapPost(ClusterView.NameRoute, FleetRequest.Handler(NameAsync, logger));
        operators.MapPost(FleetView.FindPath, FleetRequest.Handler(FindAsync, logger));
    }

    private async Task SendAsync(HttpContext context)
    {
        var isDevelopment = IsDevelopment(context.Request);
        var cluster = ClusterUuid.IdIn((string?)context.Request.RouteValues["id"]) is { } id
            ? await fleet.FindAsync(id, isDevelopment, context.RequestAborted)
            : null;
        if (cluster is null)
        {
            await PageProblems.NoCluster.SendAsync(context);
            return;
        }

        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var since = retention.FirstDay(today);
        var history = await fleet.HistoryAsync(cluster.ClusterId, isDevelopment, since, today, context.RequestAborted);
        var found = new FoundCluster(cluster, isDevelopment, history, since);
        await PageRenderer.SendAsync(context, ClusterPage.Create(ClusterView.Of(found, assessments.Now, assessments.HasFeed, now)));
    }

    private async Task NameAsync(HttpContext context)
    {
        if (await FleetRequest.NamedAsync(context) is { } named)
        {
            await names.SetNameAsync(named.ClusterId, named.Name, context.RequestAborted);
            FleetRequest.SeeOther(
                context, ClusterView.PathOf(Convert.ToHexStringLower(named.ClusterId), IsDevelopment(context.Request)));
        }
    }

    // The UUID comes in the body and leaves this method as a hash only: it is in no address and in no log.
    private async Task FindAsync(HttpContext context)
    {
        if (!await FleetRequest.IsOwnFormAsync(context))
        {
            return;
        }

        if (await ClusterUuid.ReadAsync(context.Request) is not { } uuid)
        {
            await NoUuid.SendAsync(context);
            return;
        }

        var id = StoredReport.Hash(uuid, data.Secret);
        foreach (var isDevelopment in new[] { false, true })
        {
            if (await fleet.FindAsync(id, isDevelopment, context.RequestAborted) is not null)
            {
                FleetRequest.SeeOther(context, ClusterView.PathOf(Convert.ToHexStringLower(id), isDevelopment));
                return;
            }
        }

        await PageProblems.NoCluster.SendAsync(context);
    }

    private static bool IsDevelopment(HttpRequest request) => request.Query["dev"] == "1";
}
