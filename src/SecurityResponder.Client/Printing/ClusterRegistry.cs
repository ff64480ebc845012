using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Printing;

/// <summary>The cluster's system default registry, as the images that RKE2 installed show it.</summary>
internal static class ClusterRegistry
{
    private const string Repository = "/rancher/";
    private const string DockerHub = "docker.io";

    /// <summary>The registry, with its path if it has one, e.g. <c>registry.example:5000/mirror</c>.</summary>
    /// <returns>Null when the images come from Docker Hub, from several registries, or are unknown.</returns>
    public static string? Of(Cluster cluster)
    {
        string? registry = null;
        foreach (var image in cluster.Workloads.Images.Where(image => image.IsBundled))
        {
            var at = image.Reference.LastIndexOf(Repository, StringComparison.Ordinal);
            var prefix = at > 0 ? image.Reference[..at] : DockerHub;
            if (registry is not null && registry != prefix)
            {
                return null;
            }

            registry = prefix;
        }

        return registry is DockerHub or "index.docker.io" ? null : registry;
    }
}
