using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators;

/// <summary>Every cluster with what its operator should know of it.</summary>
/// <param name="layout">What stands around it.</param>
/// <param name="query">Of which clusters.</param>
/// <param name="clusters">Last seen first.</param>
/// <param name="most">No more of them were asked for.</param>
internal sealed class FleetPage(Layout layout, FigureQuery query, IReadOnlyList<AssessedCluster> clusters, int most)
{
    /// <summary>The path of the form that names a cluster.</summary>
    public const string NamePath = "/fleet/name";

    /// <summary>The page.</summary>
    public Html Render() => layout.Page("Fleet", "/fleet", Html.Of(
        $"""
        <section class="hero" aria-labelledby="title"><h1 id="title">{Count()}</h1>
        <p>Each cluster that reported in the last {query.Days} days, last seen first. The CVEs are those that concern it by its own network plugin and ingress controller.</p></section>
        {Filters()}
        {(clusters.Count == 0 ? Html.Of($"""<p class="empty">No cluster has reported in this window yet.</p>""") : Table())}
        """),
        Html.Of($"<p>A name is kept with the cluster and shown here only. Ids are keyed hashes: the first eight digits are shown.</p>"));

    private string Count() => clusters.Count == most ? $"The {most.ToString("N0", CultureInfo.InvariantCulture)} clusters seen last"
        : clusters.Count == 1 ? "1 cluster" : $"{clusters.Count.ToString("N0", CultureInfo.InvariantCulture)} clusters";

    private Html Filters() => Html.Of(
        $"""
        <div class="filters"><nav aria-label="Window">{FigureQuery.Windows.Select(days => Html.Of(
            $"""<a href="/fleet{query.In(days).ToString()}"{(days == query.Days ? Html.Of($""" aria-current="true" """) : Html.Empty)}>{days} days</a>"""))}</nav>
        {(query.IsFiltered ? Html.Of($"""<ul class="chips" aria-label="Filters">{query.Values.Select(filter => Html.Of(
            $"""<li><a href="/fleet{query.Without(filter.Key).ToString()}"><span class="sr">Remove the filter </span>{Dimension.Find(filter.Key)!.Title}: {Html.Foreign(filter.Value ?? "not told")}<span aria-hidden="true"> ×</span></a></li>"""))}</ul>""") : Html.Empty)}</div>

        """);

    private Html Table() => Html.Of(
        $"""
        <section><table class="wide fleet"><thead><tr><th scope="col">Cluster</th><th scope="col">Version</th><th scope="col">CVEs</th><th scope="col">Advice</th><th scope="col">Last seen</th></tr></thead>
        <tbody>{clusters.Select(Row)}</tbody></table></section>

        """);

    private Html Row(AssessedCluster cluster) => Html.Of(
        $"""
        <tr><th scope="row"><form class="name" method="post" action="{NamePath}{query.ToString()}">
        <input type="hidden" name="cluster" value="{cluster.Id}">
        <input name="name" value="{Html.Visible(cluster.Name ?? "")}" maxlength="{ClusterName.MaxLength}" aria-label="Name of cluster {cluster.ShortId}" placeholder="name it" autocomplete="off"><button>Save</button></form>
        <span class="summary">{cluster.ShortId}{(cluster.Nodes is { } nodes ? $" · {nodes} nodes" : "")}</span></th>
        <td data-label="Version">{Version(cluster)}<span class="summary">{DisplayText.Badge(cluster.Assessment.Support)}</span></td>
        <td data-label="CVEs">{Cves(cluster.Assessment)}</td>
        <td data-label="Advice" class="advice">{Advice(cluster.Assessment)}</td>
        <td data-label="Last seen" class="when">{DisplayText.Minute(cluster.LastSeen)}</td></tr>

        """);

    private static Html Version(AssessedCluster cluster) => cluster.Assessment.IsKnown
        ? Html.Of($"""<a href="/releases/{cluster.Assessment.Installed}">{cluster.Assessment.Installed}</a>""")
        : Html.Of($"""{Html.Foreign(cluster.Assessment.Installed)} <span class="summary">not in the feed</span>""");

    private static Html Cves(Assessment assessment)
    {
        if (assessment.Findings.Count == 0)
        {
            return Html.Of($"""<span class="quiet">{(assessment.IsKnown ? "none" : "unknown")}</span>""");
        }

        var levels = assessment.Findings.GroupBy(finding => finding.Advisory.Severity.Level).Where(level => level.Key >= SeverityLevel.High)
            .OrderByDescending(level => level.Key)
            .Select(level => Html.Of($""" <span class="badge {level.Key.Name()}">{level.Count()} {level.Key.Name()}</span>"""));
        return Html.Of($"{assessment.Findings.Count}{levels}");
    }

    private static Html Advice(Assessment assessment)
    {
        if (assessment.Recommended is not { } upgrade)
        {
            return Html.Of($"""<span class="quiet">{(assessment.Findings.Count == 0 && assessment.IsKnown ? "stay" : "no release helps yet")}</span>""");
        }

        var version = upgrade.Release.Version.ToString();
        return Html.Of($"""move to <a href="/releases/{version}">{version}</a><span class="summary">fixes {upgrade.Fixes.Count} of {assessment.Findings.Count}{(upgrade.Brings.Count == 0 ? "" : $", brings {upgrade.Brings.Count}")}</span>""");
    }
}
