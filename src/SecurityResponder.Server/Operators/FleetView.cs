using System.Globalization;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Operators;

/// <summary>The model of the fleet page.</summary>
internal static class FleetView
{
    /// <summary>The path of the form that names a cluster.</summary>
    public const string NamePath = "/fleet/name";

    /// <summary>The page of these clusters.</summary>
    /// <param name="query">The time window and the filters.</param>
    /// <param name="clusters">The clusters, last seen first.</param>
    /// <param name="limit">The largest number of clusters that one page shows.</param>
    public static FleetModel Of(FigureQuery query, IReadOnlyList<AssessedCluster> clusters, int limit)
    {
        var count = clusters.Count.ToString("N0", CultureInfo.InvariantCulture);
        var heading = clusters.Count == limit ? $"The {count} most recently seen clusters"
            : clusters.Count == 1 ? "1 cluster" : $"{count} clusters";
        return new FleetModel(
            Navigation.Operators.Layout("Fleet", "/fleet"), heading, query.Days, FiltersModel.Of("/fleet", query),
            [.. clusters.Select(cluster => Row(cluster, NamePath + query))]);
    }

    private static FleetRowModel Row(AssessedCluster cluster, string nameHref)
    {
        var (assessment, release) = (cluster.Assessment, cluster.Release);
        var version = SafeText.Page(assessment.Installed);
        return new FleetRowModel(
            new ClusterNameModel(nameHref, ClusterName.MaxLength, cluster.Id, cluster.ShortId, SafeText.Page(cluster.Name ?? "")),
            cluster.Nodes switch { null => null, 1 => "1 node", var nodes => $"{nodes} nodes" },
            version, release is null ? null : $"/releases/{release.Version}",
            DisplayText.Marks(release?.IsWithdrawn ?? false, release?.IsPrimeOnly ?? false), DisplayText.Badge(assessment.Support))
        {
            HasCves = assessment.Findings.Count > 0,
            Cves = assessment.IsKnown || assessment.Findings.Count > 0
                ? DisplayText.Known(assessment.Findings.Count, assessment.Undecided.Count)
                : "unknown",
            Levels = DisplayText.Badges(assessment.Counts, assessment.Undecided.Count),
            Upgrade = assessment.Recommended?.Release.Version.ToString() is { } target
                ? new LinkModel("/releases/" + target, target)
                : null,
            Advice = FleetAdvice.Of(assessment),
            LastSeen = DisplayText.Minute(cluster.LastSeen),
        };
    }
}
