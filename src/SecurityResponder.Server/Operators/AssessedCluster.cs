using SecurityResponder.Assessments;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators;

/// <summary>A cluster, judged by what its latest report tells of it.</summary>
/// <param name="Id">The keyed hash of its UID, 64 hexadecimal digits.</param>
/// <param name="Name">What operators call it; null while it has no name.</param>
/// <param name="LastSeen">When it last reported, UTC.</param>
/// <param name="Nodes">Servers and agents; null when not shared.</param>
/// <param name="Assessment">What its operator is told.</param>
internal sealed record AssessedCluster(string Id, string? Name, DateTimeOffset LastSeen, long? Nodes, Assessment Assessment)
{
    /// <summary>Enough of the id to tell one from another.</summary>
    public string ShortId => Id[..8];

    /// <summary>Judges it.</summary>
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

    // Nobody who does not tell is taken to run nothing: what is not known hides no flaw.
    private static Software? Program(IReadOnlyDictionary<string, object?> values, string name, string version) =>
        Text(values, name) is { } told ? new Software(told, Text(values, version)) : null;

    private static string? Text(IReadOnlyDictionary<string, object?> values, string column) => values.GetValueOrDefault(column) as string;

    private static long? Number(IReadOnlyDictionary<string, object?> values, string column) => values.GetValueOrDefault(column) as long?;
}
