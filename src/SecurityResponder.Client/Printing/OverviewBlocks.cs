using System.Globalization;
using SecurityResponder.Assessments;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>The first lines: version, support, nodes, and how good the knowledge is.</summary>
internal static class OverviewBlocks
{
    private const int MaxVersions = 5;

    /// <summary>The blocks of a result.</summary>
    public static IEnumerable<Block> Of(Result result, bool isComplete)
    {
        var assessment = result.Assessment;
        yield return new Block.Paragraph(FirstLine(assessment));
        foreach (var warning in Warnings(result))
        {
            yield return new Block.Paragraph("Warning: " + warning + ".");
        }

        if (assessment.Nodes is { Kubelets.Count: > 0 } nodes)
        {
            var shown = isComplete ? nodes.Kubelets : [.. nodes.Kubelets.Take(MaxVersions)];
            var rest = UseText.Total(nodes) - shown.Sum(kubelet => kubelet.Count);
            yield return new Block.Paragraph(
                $"Nodes: {UseText.Total(nodes)}; {string.Join(", ", shown.Select(OnVersion))}{Rest(rest, isComplete)}");
        }
    }

    private static string FirstLine(Assessment assessment) =>
        $"{SafeText.Line(assessment.Installed)}: {Wording.Describe(assessment.Support)}"
        + (assessment.FeedGeneratedAt is { } generated ? $" (feed of {Wording.Day(generated)})" : "");

    private static IEnumerable<string> Warnings(Result result)
    {
        var assessment = result.Assessment;
        if (!assessment.IsRke2)
        {
            yield return "this is not a release of RKE2: only CVEs of Kubernetes and of what the cluster shows can be decided";
        }
        else if (!assessment.IsKnown)
        {
            yield return "the feed does not list this release: what it bundles is unknown";
        }

        if (assessment.IsWithdrawn)
        {
            yield return "RKE2 withdrew this release";
        }

        if (assessment.FeedAge.Warning is { } age)
        {
            yield return char.ToLowerInvariant(age[0]) + age[1..];
        }

        if (result.IgnoredEntries > 0)
        {
            yield return result.IgnoredEntries == 1
                ? "1 entry of the feed has no valid name and was ignored"
                : $"{result.IgnoredEntries} entries of the feed have no valid name and were ignored";
        }

        if (assessment.Skew.Count > 0)
        {
            yield return "kubelets beyond Kubernetes' version skew policy: " + string.Join(", ", assessment.Skew.Select(OnVersion));
        }
    }

    private static string OnVersion(Clusters.NodeVersion nodes) =>
        string.Create(CultureInfo.InvariantCulture, $"{nodes.Count} on {SafeText.Line(nodes.Version, 64)}");

    private static string Rest(int nodes, bool isComplete) =>
        nodes <= 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {nodes} on others{(isComplete ? "" : ": -o wide lists them")}");
}
