using System.Globalization;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The model of a cluster in the list and at the top of its page.</summary>
internal static class ClusterRow
{
    /// <summary>The model of a cluster.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="nameHref">The address of the form that names it.</param>
    /// <param name="pageHref">The address of its page; null on that page.</param>
    /// <param name="now">The time.</param>
    public static FleetRowModel Of(AssessedCluster cluster, string nameHref, string? pageHref, DateTimeOffset now)
    {
        var summary = cluster.Summary;
        return new FleetRowModel(
            new ClusterNameModel(
                nameHref, pageHref, ClusterName.MaxLength, cluster.Id, cluster.ShortId, SafeText.Page(cluster.Name ?? "")),
            cluster.Nodes?.ToString("N0", CultureInfo.InvariantCulture),
            SafeText.Page(summary.Installed), summary.Release is { } release ? $"/releases/{release.Version}" : null,
            DisplayText.Marks(summary.Release?.IsWithdrawn ?? false, summary.Release?.IsPrimeOnly ?? false),
            DisplayText.Badge(summary.Support))
        {
            HasCves = summary.Counts.Total > 0,
            Cves = summary.Release is not null || summary.Counts.Total > 0
                ? DisplayText.Known(summary.Counts.Total, summary.Undecided)
                : "unknown",
            Levels = DisplayText.Badges(summary.Counts, summary.Undecided),
            Upgrade = summary.Upgrade is { } target ? new LinkModel("/releases/" + target, target) : null,
            Advice = summary.Advice,
            LastSeen = DateModel.OfInstant(cluster.LastSeen, now),
        };
    }
}
