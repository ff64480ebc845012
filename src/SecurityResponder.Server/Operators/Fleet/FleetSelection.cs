using System.Runtime.CompilerServices;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The clusters that a query selects. The store filters, sorts and cuts the list; only what a state or the order needs is
/// assessed, once for each group of clusters with the same facts.</summary>
/// <param name="Total">Number of clusters.</param>
/// <param name="Filter">The filter of the store.</param>
/// <param name="Order">The order of the store.</param>
/// <param name="Groups">The keys of the groups in the order of the list, with their numbers of clusters; null when the store alone sorts
/// the list.</param>
/// <param name="Assessments">The assessments with the current feed.</param>
internal sealed record FleetSelection(
    long Total, FleetFilter Filter, FleetOrder Order, IReadOnlyList<(string Key, long Clusters)>? Groups, FleetAssessments Assessments)
{
    // Clusters of one group, and groups that are equal in the order of the list, are listed by their last report.
    private static readonly FleetOrder LastSeenFirst = new(FleetSort.LastSeen, IsDescending: true);

    /// <summary>Selects clusters.</summary>
    public static async Task<FleetSelection> OfAsync(
        IFleet fleet, FleetAssessments assessments, FleetQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var filter = query.ToFilter(now);
        var order = new FleetOrder(query.Column.Sort, query.IsDescending);
        if (query.State is null && query.Column.Comparison is null)
        {
            return new FleetSelection(await fleet.CountAsync(filter, cancellationToken), filter, order, null, assessments);
        }

        var groups = (await fleet.GroupsAsync(filter, cancellationToken))
            .Select(group => (group.Key, group.Clusters, Summary: assessments.Of(ReportedFacts.Of(group.Values))))
            .Where(group => query.State?.Matches(group.Summary) ?? true)
            // By the key where the comparison says nothing, so that the pages of a list fit together.
            .OrderBy(group => group.Summary, Comparer(query)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Clusters))
            .ToList();
        return new FleetSelection(
            groups.Sum(group => group.Clusters), filter, order with { Groups = [.. groups.Select(group => group.Key)] },
            query.Column.Comparison is null ? null : groups, assessments);
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
        if (Total == 0)
        {
            yield break;
        }

        var clusters = Groups is null
            ? fleet.ReadAsync(Filter, Order, range, cancellationToken)
            : FleetPart.Of(Groups, range).ToAsyncEnumerable().SelectMany(part => ReadAsync(fleet, part, cancellationToken));
        await foreach (var cluster in clusters)
        {
            yield return AssessedCluster.Of(cluster, Assessments);
        }
    }

    private IAsyncEnumerable<FleetCluster> ReadAsync(IFleet fleet, FleetPart part, CancellationToken cancellationToken)
    {
        var clusters = fleet.ReadAsync(Filter, LastSeenFirst with { Groups = part.Groups }, part.Range, cancellationToken);
        if (part.Groups.Count == 1)
        {
            return clusters;
        }

        var positions = part.Groups.Index().ToDictionary(group => group.Item, group => group.Index);
        return clusters.OrderBy(cluster => positions.GetValueOrDefault(FleetGroup.KeyOf(cluster.Values), int.MaxValue));
    }
}
