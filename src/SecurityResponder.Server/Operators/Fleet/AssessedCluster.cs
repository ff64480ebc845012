using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>A cluster, assessed by its latest report.</summary>
/// <param name="Id">The keyed hash of its UID, 64 hexadecimal digits.</param>
/// <param name="Name">The name that operators gave it; null when it has none.</param>
/// <param name="LastSeen">When it last reported, UTC.</param>
/// <param name="Nodes">Servers and agents; null when not shared.</param>
/// <param name="Facts">What it reported, as far as an assessment uses it.</param>
/// <param name="Summary">The assessment.</param>
internal sealed record AssessedCluster(
    string Id, string? Name, DateTimeOffset LastSeen, long? Nodes, ReportedFacts Facts, AssessmentSummary Summary)
{
    private const int ShortIdDigits = 8;

    /// <summary>The first digits of the id, for display.</summary>
    public string ShortId => Id[..ShortIdDigits];

    /// <summary>Assesses a cluster.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="assessments">The assessments with the current feed.</param>
    public static AssessedCluster Of(FleetCluster cluster, FleetAssessments assessments)
    {
        var facts = ReportedFacts.Of(cluster.Values);
        var nodes = Number(cluster, "server_node_count") + (Number(cluster, "agent_node_count") ?? 0);
        return new AssessedCluster(
            Convert.ToHexStringLower(cluster.ClusterId), cluster.Name, cluster.LastSeen, nodes, facts, assessments.Of(facts));
    }

    private static long? Number(FleetCluster cluster, string column) => cluster.Values.GetValueOrDefault(column) as long?;
}
