using System.Runtime.CompilerServices;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The clusters that a query selects. The store filters, sorts and cuts the list; only what a state or the order needs is
/// assessed, once for each group of clusters with the same facts.</summary>
/// <param name="Total">Number of clusters.</param>
/// <param name="Filter">The filter of the store.</param>
/// <param name="Order">The order of the store.</param>
/// <param name="Assessments">The assessments with the current feed.</param>
internal sealed record FleetSelection(long Total, FleetFilter Filter, FleetOrder Order, FleetAssessments Assessments)
{
    /// <summary>Selects clusters.</summary>
    public static async Task<FleetSelection> OfAsync(
        IFleet fleet, FleetAssessments assessments, FleetQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var filter = query.ToFilter(now);
        var order = new FleetOrder(query.Column.Sort, query.IsDescending);
        if (query.State is null && query.Column.Comparison is null)
        {
            return new FleetSelection(await fleet.CountAsync(filter, cancellationToken), filter, order, assessments);
        }

        var groups = (await fleet.GroupsAsync(filter, cancellationToken))
            .Select(group => (group.Key, group.Clusters, Summary: assessments.Of(ReportedFacts.Of(group.Values))))
            .Where(group => query.State?.Matches(group.Summary) ?? true)
            // By the key where the comparison says nothing, so that the pages of a list fit together.
            .OrderBy(group => group.Summary, Comparer(query)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        return new FleetSelection(
            groups.Sum(group => group.Clusters), filter, order with { Groups = [.. groups.Select(group => group.Key).Distinct()] },
            assessments);
    }

    private static Comparer<AssessmentSummary> Comparer(FleetQuery query)
    {
        var direction = query.IsDescending ? -1 : 1;
        return Comparer<AssessmentSummary>.Create((one, other) => direction * (query.Column.Comparison?.Invoke(one, other) ?? 0));
    }

    /// <summary>Reads a part of the list.</summary>
    public async IAsyncEnumerable<AssessedCluster> ReadAsync(
        IFleet fleet, FleetRange? range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Order.Groups is { Count: 0 })
        {
            yield break;
        }

        await foreach (var cluster in fleet.ReadAsync(Filter, Order, range, cancellationToken))
        {
            yield return AssessedCluster.Of(cluster, Assessments);
        }
    }
}
