using SecurityResponder.Assessments;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators;

/// <summary>A cluster, assessed by its latest report.</summary>
/// <param name="Id">The keyed hash of its UID, 64 hexadecimal digits.</param>
/// <param name="Name">The name that operators gave it; null when it has none.</param>
/// <param name="LastSeen">When it last reported, UTC.</param>
/// <param name="Nodes">Servers and agents; null when not shared.</param>
/// <param name="Release">The release in the feed; null when the feed does not list it.</param>
/// <param name="Assessment">The assessment.</param>
internal sealed record AssessedCluster(
    string Id, string? Name, DateTimeOffset LastSeen, long? Nodes, Release? Release, Assessment Assessment)
{
    /// <summary>The first digits of the id, for display.</summary>
    public string ShortId => Id[..8];

    /// <summary>Assesses clusters. Those that reported the same facts are assessed once.</summary>
    /// <param name="clusters">The clusters.</param>
    /// <param name="feed">The releases and advisories.</param>
    /// <param name="now">The time, for the end of support.</param>
    public static IReadOnlyList<AssessedCluster> All(IReadOnlyList<FleetCluster> clusters, Feed feed, DateTimeOffset now)
    {
        var assessments = new Dictionary<ReportedFacts, Assessment>();
        Assessment Assess(ReportedFacts facts) => assessments.TryGetValue(facts, out var known)
            ? known
            : assessments[facts] = Assessment.Of(facts.AsCluster(feed), feed, now);

        return [.. clusters.Select(cluster => Of(cluster, feed, Assess))];
    }

    private static AssessedCluster Of(FleetCluster cluster, Feed feed, Func<ReportedFacts, Assessment> assess)
    {
        var facts = ReportedFacts.Of(cluster.Values);
        var nodes = Number(cluster, "server_node_count") + (Number(cluster, "agent_node_count") ?? 0);
        return new AssessedCluster(
            Convert.ToHexStringLower(cluster.ClusterId), cluster.Name, cluster.LastSeen, nodes,
            ReleaseVersion.TryParse(facts.Version) is { } version ? feed.Find(version) : null, assess(facts));
    }

    private static long? Number(FleetCluster cluster, string column) => cluster.Values.GetValueOrDefault(column) as long?;
}
