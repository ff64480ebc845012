using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>Finds the nodes that an unfinished upgrade left on older releases.</summary>
internal static class NodeUpgradeFinder
{
    /// <summary>The nodes to bring to the API server's release, with the findings that this fixes; null when there are none.</summary>
    public static NodeUpgrade? Find(Cluster cluster, Feed feed, ReleaseVersion version, IReadOnlyList<Finding> findings)
    {
        var behind = new NodeSkew(cluster, version).Behind;
        if (behind.Count == 0)
        {
            return null;
        }

        var (evaluator, release) = (new AdvisoryEvaluator(cluster), new ReleaseComponents(version, feed.Find(version), cluster.Cni));
        return new NodeUpgrade(
            version.ToString(),
            behind.Sum(nodes => nodes.Count),
            behind[0].Version,
            [.. findings.Where(finding => finding.Uses.All(use => IsOnOlderNodes(use, version))
                && evaluator.Of(finding.Advisory, release).Decision == Decision.NotAffected)]);
    }

    private static bool IsOnOlderNodes(ComponentUse use, ReleaseVersion version) =>
        use.Nodes is not null && use.Source != VersionSource.ApiServer && use.Release != version.ToString();
}
