using System.Globalization;
using SecurityResponder.Assessments;
using SecurityResponder.Clusters;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>Describes a version of a component: what was compared, where it was read, and where it runs.</summary>
internal static class UseText
{
    private const int MaxVersionLength = 64;

    /// <summary>E.g. <c>containerd 2.1.5-k3s1 (container runtime), 3 of 12 nodes</c>.</summary>
    public static string Of(ComponentUse use, NodeVersions? nodes) =>
        $"{use.Component.Name} {Version(use)} ({Source(use)}){(Nodes(use, nodes) is { } text ? $", {text}" : "")}";

    /// <summary>The compared version; <c>unknown</c> when it is.</summary>
    public static string Version(ComponentUse use) =>
        use.Version is { } version ? SafeText.Line(version.ToString(), MaxVersionLength) : "unknown";

    /// <summary>Where the version was read, e.g. <c>release list</c>.</summary>
    public static string Source(ComponentUse use) =>
        Wording.Source(use.Source) + (use.IsForeign ? ", not installed by RKE2" : "");

    /// <summary>The nodes that it runs on, e.g. <c>3 of 12 nodes on v1.35.3+rke2r1</c>; null when it does not run per node.</summary>
    public static string? Nodes(ComponentUse use, NodeVersions? nodes)
    {
        if (use.Nodes is not { } count)
        {
            return null;
        }

        var all = nodes is null ? 0 : Total(nodes);
        var text = all >= count
            ? string.Create(CultureInfo.InvariantCulture, $"{count} of {Wording.Count(all, "node")}")
            : Wording.Count(count, "node");
        return use.Release is { } release ? $"{text} on {SafeText.Line(release, MaxVersionLength)}" : text;
    }

    /// <summary>Number of all nodes.</summary>
    public static int Total(NodeVersions nodes) => nodes.Kubelets.Sum(kubelet => kubelet.Count) + nodes.OtherKubelets;
}
