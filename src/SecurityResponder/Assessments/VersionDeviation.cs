using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>A component that runs in another version than the release lists: a Prime image, a patched one, or one that is pinned by a
/// HelmChartConfig. An upgrade of RKE2 may leave a pinned version as it is.</summary>
/// <param name="Component">The component.</param>
/// <param name="Running">The tag that runs, e.g. <c>v1.15.1-prime11</c>.</param>
/// <param name="Listed">The version that the release lists, e.g. <c>v1.14.5-hardened2</c>.</param>
public sealed record VersionDeviation(Component Component, string Running, string Listed)
{
    /// <summary>The deviations of a cluster, in the order of components.</summary>
    internal static IReadOnlyList<VersionDeviation> Of(
        ClusterComponents installed, ReleaseVersion version, Release? release, Cluster cluster)
    {
        var deviations = new List<VersionDeviation>();
        var listed = new ReleaseComponents(version, release, cluster.Cni);
        foreach (var component in Component.All.Where(component => component.Scope == ComponentScope.Workload))
        {
            foreach (var use in installed.UsesOf(component))
            {
                if (use is { Source: VersionSource.Image, IsForeign: false, Version: { } running }
                    && listed.UsesOf(component) is [{ Version: { } expected }, ..] && running.CompareToBound(expected) != 0)
                {
                    deviations.Add(new VersionDeviation(component, running.ToString(), expected.ToString()));
                }
            }
        }

        return deviations;
    }
}
