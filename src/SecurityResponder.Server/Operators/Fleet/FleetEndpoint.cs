using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The list of clusters, as a page and as CSV, and its form that names a cluster.</summary>
internal sealed class FleetEndpoint(
    IFleet fleet, IClusterNames names, CurrentFleetAssessments assessments, TimeProvider time, ILogger<FleetEndpoint> logger)
{
    // A slow reader of a long list must not keep a transaction of the store open for hours.
    private static readonly TimeSpan MaxFileDuration = TimeSpan.FromMinutes(2);

    /// <summary>Maps the list and its form.</summary>
    public void Map(WebApplication operators)
    {
        operators.MapMethods(FleetView.Path, FleetRequest.Methods, FleetRequest.Handler(SendAsync, logger));
        operators.MapGet(FleetView.CsvPath, FleetRequest.Handler(SendFileAsync, logger));
        operators.MapPost(FleetView.NamePath, FleetRequest.Handler(NameAsync, logger));
    }

    private async Task SendAsync(HttpContext context)
    {
        var (query, now) = (FleetQuery.Of(context.Request.Query), time.GetUtcNow());
        var selection = await FleetSelection.OfAsync(fleet, assessments.Now, query, now, context.RequestAborted);
        // A page behind the last one: the list has become shorter, or the address was typed.
        var lastPage = (int)Math.Max(1, (selection.Total + FleetView.PageSize - 1) / FleetView.PageSize);
        query = query with { Page = Math.Min(query.Page, lastPage) };
        var range = new FleetRange((query.Page - 1L) * FleetView.PageSize, FleetView.PageSize);
        var clusters = new List<AssessedCluster>();
        await foreach (var cluster in selection.ReadAsync(fleet, range, context.RequestAborted))
        {
            clusters.Add(cluster);
        }

        await PageRenderer.SendAsync(
            context, FleetPage.Create(FleetView.Of(query, selection.Total, clusters, assessments.HasFeed, now)));
    }

    private async Task SendFileAsync(HttpContext context)
    {
        var (query, now) = (FleetQuery.Of(context.Request.Query), time.GetUtcNow());
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(MaxFileDuration);
        var selection = await FleetSelection.OfAsync(fleet, assessments.Now, query, now, timeout.Token);
        await FleetFile.SendAsync(context, selection.ReadAsync(fleet, null, timeout.Token), timeout.Token);
    }

    // Leads back to the same place of the same list: the address is made from the query, so it stays on this port.
    private async Task NameAsync(HttpContext context)
    {
        if (await FleetRequest.NamedAsync(context) is { } named)
        {
            await names.SetNameAsync(named.ClusterId, named.Name, context.RequestAborted);
            FleetRequest.SeeOther(
                context,
                $"{FleetView.Path}{FleetQuery.Of(context.Request.Query)}#cluster-{Convert.ToHexStringLower(named.ClusterId)}");
        }
    }
}
