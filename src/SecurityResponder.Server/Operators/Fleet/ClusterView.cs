using System.Globalization;
using SecurityResponder.Assessments;
using SecurityResponder.Releases;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The model of the page of one cluster.</summary>
internal static class ClusterView
{
    /// <summary>The path of the pages, with the id of the cluster.</summary>
    public const string Route = "/fleet/clusters/{id}";

    /// <summary>The path of the form that names a cluster on its page.</summary>
    public const string NameRoute = Route + "/name";

    private const string Development = "?dev=1";

    /// <summary>The address of the page of a cluster in a list.</summary>
    public static string PathOf(AssessedCluster cluster, FleetQuery query) => PathOf(cluster.Id, query.Figures.IsDevelopment);

    /// <summary>The address of the page of a cluster.</summary>
    /// <param name="id">Its id, 64 hexadecimal digits.</param>
    /// <param name="isDevelopment">Whether the page shows its reports of development builds.</param>
    public static string PathOf(string id, bool isDevelopment) => $"/fleet/clusters/{id}{(isDevelopment ? Development : "")}";

    /// <summary>The page of a cluster.</summary>
    /// <param name="found">What the store knows about the cluster.</param>
    /// <param name="assessments">The assessments with the current feed.</param>
    /// <param name="hasFeed">Whether a feed has been loaded.</param>
    /// <param name="now">The time.</param>
    public static ClusterModel Of(FoundCluster found, FleetAssessments assessments, bool hasFeed, DateTimeOffset now)
    {
        var cluster = AssessedCluster.Of(found.Cluster, assessments);
        var assessment = assessments.AssessmentOf(cluster.Facts);
        var heading = cluster.Name is { } name ? SafeText.Page(name) : "Cluster " + cluster.ShortId;
        var nameHref = $"/fleet/clusters/{cluster.Id}/name{(found.IsDevelopment ? Development : "")}";
        return new ClusterModel(Navigation.Operators.Layout(heading, FleetView.Path), heading, ClusterRow.Of(cluster, nameHref, null, now))
        {
            HasFeed = hasFeed,
            CvesHeading = Heading(assessment),
            Findings = [.. assessment.Findings.Select(finding => FindingModel.Of(finding, now))],
            Undecided = [.. assessment.Undecided.Select(UndecidedModel.Of)],
            Reported = [.. Reported(found.Cluster)],
            History = [.. VersionPeriod.Of(found.History).Select(period => Period(period, assessments))],
            HistorySince = DateModel.OfDay(found.Since, now),
        };
    }

    private static string Heading(Assessment assessment) => assessment switch
    {
        { Findings.Count: 1 } => "1 CVE affects this cluster",
        { Findings.Count: > 1 } => $"{assessment.Findings.Count.ToString(CultureInfo.InvariantCulture)} CVEs affect this cluster",
        { IsKnown: false } => "CVEs unknown",
        { Undecided.Count: > 0 } => "No known CVEs",
        _ => "No CVEs",
    };

    // By the names of docs/privacy.md.
    private static IEnumerable<ComponentModel> Reported(FleetCluster cluster) => FigureColumn.All
        .Where(column => cluster.Values.GetValueOrDefault(column.Name) is not null)
        .Select(column => new ComponentModel(column.Name.Replace('_', ' '), Text(cluster.Values[column.Name])));

    private static string Text(object? value) => value switch
    {
        long number => number.ToString("N0", CultureInfo.InvariantCulture),
        bool isTrue => isTrue ? "yes" : "no",
        _ => SafeText.Page((string)value!),
    };

    private static VersionPeriodModel Period(VersionPeriod period, FleetAssessments assessments)
    {
        var release = ReleaseVersion.TryParse(period.Version) is { } version ? assessments.Find(version) : null;
        return new VersionPeriodModel(
            SafeText.Page(period.Version), release is null ? null : $"/releases/{release.Version}",
            DisplayText.Day(period.First), DisplayText.Day(period.Last), $"{period.Days} of {period.AllDays}", Nodes(period));
    }

    private static string? Nodes(VersionPeriod period) => (period.MinNodes, period.MaxNodes) switch
    {
        ({ } min, { } max) when min == max => min.ToString("N0", CultureInfo.InvariantCulture),
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"{min:N0} to {max:N0}"),
        _ => null,
    };
}

/// <summary>What the store knows about a cluster.</summary>
/// <param name="Cluster">Its latest report.</param>
/// <param name="IsDevelopment">Whether it is a report of a development build.</param>
/// <param name="History">Its latest report of each day, latest first.</param>
/// <param name="Since">The first day whose reports are kept.</param>
internal sealed record FoundCluster(FleetCluster Cluster, bool IsDevelopment, IReadOnlyList<ClusterDay> History, DateOnly Since);
