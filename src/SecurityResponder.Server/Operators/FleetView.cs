using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Server.Http;
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
        var (assessment, findings) = (cluster.Assessment, cluster.Assessment.Findings.Count);
        return new FleetRowModel(
            nameHref, ClusterName.MaxLength, cluster.Id, cluster.ShortId, SafeText.Page(cluster.Name ?? ""),
            cluster.Nodes switch { null => null, 1 => "1 node", var nodes => $"{nodes} nodes" },
            SafeText.Page(assessment.Installed), assessment.IsKnown ? "/releases/" + assessment.Installed : null,
            DisplayText.Badge(assessment.Support), findings > 0,
            findings > 0 ? findings.ToString(CultureInfo.InvariantCulture) : assessment.IsKnown ? "none" : "unknown",
            UrgentLevels(assessment),
            assessment.Recommended?.Release.Version.ToString() is { } version ? new LinkModel("/releases/" + version, version) : null,
            Advice(assessment), DisplayText.Minute(cluster.LastSeen));
    }

    private static IReadOnlyList<BadgeModel> UrgentLevels(Assessment assessment) =>
    [
        .. assessment.Findings.GroupBy(finding => finding.Advisory.Severity.Level).Where(level => level.Key >= SeverityLevel.High)
            .OrderByDescending(level => level.Key)
            .Select(level => new BadgeModel(level.Key.Name(), $"{level.Count()} {level.Key.Name()}")),
    ];

    private static string Advice(Assessment assessment) => assessment.Recommended switch
    {
        null when assessment.Findings.Count == 0 && assessment.IsKnown => "no upgrade needed",
        null => "no better release yet",
        { Brings.Count: 0 } upgrade => $"fixes {upgrade.Fixes.Count} of {assessment.Findings.Count}",
        var upgrade => $"fixes {upgrade.Fixes.Count} of {assessment.Findings.Count}, adds {upgrade.Brings.Count}",
    };
}
