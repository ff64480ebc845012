using SecurityResponder.Assessments;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators;

/// <summary>A cluster, assessed by its latest report.</summary>
/// <param name="Id">The keyed hash of its UID, 64 hexadecimal digits.</param>
/// <param name="Name">The name that operators gave it; null when it has none.</param>
/// <param name="LastSeen">When it last reported, UTC.</param>
/// <param name="Nodes">Servers and agents; null when not shared.</param>
/// <param name="Assessment">The assessment.</param>
internal sealed record AssessedCluster(string Id, string? Name, DateTimeOffset LastSeen, long? Nodes, Assessment Assessment)
{
    /// <summary>The first digits of the id, for display.</summary>
    public string ShortId => Id[..8];

    /// <summary>Assesses a cluster.</summary>
    public static AssessedCluster Of(FleetCluster cluster, Feed feed, DateTimeOffset now)
    {
        var values = cluster.Values;
        var known = new Cluster
        {
            Version = Text(values, "app_version") ?? "",
            Id = "",
            Cni = Program(values, "cni_plugin", "cni_version"),
            Ingress = Program(values, "ingress_controller", "ingress_version"),
        };
        var nodes = Number(values, "server_node_count") is { } servers ? servers + (Number(values, "agent_node_count") ?? 0) : (long?)null;
        return new AssessedCluster(
            Convert.ToHexStringLower(cluster.ClusterId), cluster.Name, cluster.LastSeen, nodes, Assessment.Of(known, feed, now));
    }

    // Software that is not reported is unknown, not absent: it rules out no advisory.
    private static Software? Program(IReadOnlyDictionary<string, object?> values, string name, string version) =>
        Text(values, name) is { } software ? new Software(software, Text(values, version)) : null;

    private static string? Text(IReadOnlyDictionary<string, object?> values, string column) => values.GetValueOrDefault(column) as string;

    private static long? Number(IReadOnlyDictionary<string, object?> values, string column) => values.GetValueOrDefault(column) as long?;
}
