using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>Reads lists of clusters as a whole.</summary>
internal static class ListedFleet
{
    /// <summary>The clusters of a window, the last seen first.</summary>
    public static Task<List<FleetCluster>> ListAsync(this IFleet fleet, FigureFilter filter) =>
        fleet.ListAsync(new FleetFilter(filter), new FleetOrder(FleetSort.LastSeen, IsDescending: true), null);

    /// <summary>The clusters of a list.</summary>
    public static async Task<List<FleetCluster>> ListAsync(this IFleet fleet, FleetFilter filter, FleetOrder order, FleetRange? range)
    {
        var clusters = new List<FleetCluster>();
        await foreach (var cluster in fleet.ReadAsync(filter, order, range, TestContext.Current.CancellationToken))
        {
            clusters.Add(cluster);
        }

        return clusters;
    }
}
