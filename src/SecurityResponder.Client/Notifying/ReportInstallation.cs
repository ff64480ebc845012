using SecurityResponder.Assessments;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Notifying;

/// <summary>Writes what runs: nodes by release, components in other versions than listed, and Go.</summary>
internal static class ReportInstallation
{
    private const int KiB = 1024;

    private static readonly ListLimit Nodes = new(NodeVersions.MaxDistinct, 6 * KiB);
    private static readonly ListLimit Skewed = new(NodeVersions.MaxDistinct, 3 * KiB);
    private static readonly ListLimit Deviations = new(32, 3 * KiB);

    /// <summary>Writes the fields. Lists without an item are left out.</summary>
    public static void Write(StatusWriter status, Assessment assessment)
    {
        if (assessment.Go is { Line: { } line } go)
        {
            status.Object("go", () =>
            {
                status.Text("version", go.Version, StatusWriter.MaxNameLength);
                status.Number("advisories", go.Advisories.Count);
                status.Text("text", line, StatusWriter.MaxSentenceLength);
            });
        }

        if (assessment.Nodes is { } nodes)
        {
            status.ShortList("nodes", InOrder(nodes.Kubelets), Nodes, WriteNodes);
            status.Nodes("otherNodes", nodes.OtherKubelets > 0 ? nodes.OtherKubelets : null);
        }

        if (assessment.Skew.Count > 0)
        {
            status.ShortList("skew", InOrder(assessment.Skew), Skewed, WriteNodes);
        }

        if (assessment.Deviations.Count > 0)
        {
            status.ShortList("deviations", assessment.Deviations, Deviations, WriteDeviation);
        }
    }

    private static void WriteNodes(StatusWriter item, NodeVersion nodes)
    {
        item.Version("version", nodes.Version);
        item.Nodes("servers", nodes.Servers);
        item.Nodes("agents", nodes.Agents);
    }

    private static void WriteDeviation(StatusWriter item, VersionDeviation deviation)
    {
        item.Text("component", deviation.Component.Name, StatusWriter.MaxNameLength);
        item.Version("running", deviation.Running);
        item.Version("listed", deviation.Listed);
    }

    // The order in which nodes are listed is no order.
    private static IReadOnlyList<NodeVersion> InOrder(IReadOnlyList<NodeVersion> versions) =>
        [.. versions.OrderBy(nodes => nodes.Version, StringComparer.Ordinal)];
}
