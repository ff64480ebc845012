using SecurityResponder.Assessments;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Printing;

/// <summary>The nodes by the version of their kubelet.</summary>
internal sealed class NodesDocument(DocumentWriter writer, Assessment assessment)
{
    /// <summary>Writes the fields.</summary>
    public void Write(NodeVersions nodes)
    {
        writer.Number("count", UseText.Total(nodes));
        writer.Number("windows", nodes.WindowsNodes);
        writer.List("kubelets", nodes.Kubelets, Kubelet);
        writer.Number("otherKubelets", nodes.OtherKubelets);
        writer.List("skew", assessment.Skew, Kubelet);
    }

    private void Kubelet(NodeVersion kubelet)
    {
        writer.Text("version", kubelet.Version);
        writer.Number("servers", kubelet.Servers);
        writer.Number("agents", kubelet.Agents);
    }
}
