using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>Reports as clients send them.</summary>
internal static class Reports
{
    /// <summary>Creates a report.</summary>
    /// <param name="cluster">The id of the cluster; null for a report without one.</param>
    /// <param name="version">The release.</param>
    /// <param name="facts">Further fields.</param>
    public static ClusterReport Of(string? cluster, string version = "v1.34.1+rke2r1", params (string Key, JsonNode? Value)[] facts)
    {
        var fields = new JsonObject(facts.Select(fact => KeyValuePair.Create(fact.Key, fact.Value)));
        var tags = cluster is null ? [] : new JsonObject { ["clusteruuid"] = cluster };
        var body = new JsonObject { ["appVersion"] = version, ["extraTagInfo"] = tags, ["extraFieldInfo"] = fields };
        var bytes = new ReadOnlySequence<byte>(JsonSerializer.SerializeToUtf8Bytes(body));
        return Assert.IsType<ReportReadResult.Readable>(ReportReader.Read(bytes)).Report;
    }
}
