using SecurityResponder.Components;

namespace SecurityResponder.Clusters;

/// <summary>Collects the images of components that DaemonSets and Deployments run.</summary>
public sealed class RunningImageFinder
{
    // A name, a tag and a digest together are shorter.
    private const int MaxReferenceLength = 512;

    private readonly Dictionary<ClusterResource, List<RunningImage>> _images = [];
    private readonly HashSet<ClusterResource> _incomplete = [];

    /// <summary>Adds the images of a workload's containers. Init containers do not keep running.</summary>
    public void Add(Workload workload)
    {
        foreach (var container in workload.Containers)
        {
            if (Component.OfImage(ImageReference.Repository(container.Image)) is { } component)
            {
                Add(workload.Resource, new RunningImage(component, container.Image, workload.Namespace, workload.Name));
            }
        }
    }

    /// <summary>Discards the facts of a list that starts again or could not be read completely.</summary>
    public void Discard(ClusterResource list)
    {
        _images.Remove(list);
        _incomplete.Remove(list);
    }

    /// <summary>The images so far: those of RKE2's own workloads first, because they must not be lost when there are too many others.
    /// </summary>
    /// <param name="hasAllDaemonSets">Whether the DaemonSets were read completely.</param>
    /// <param name="hasAllDeployments">Whether the Deployments were read completely.</param>
    public RunningWorkloads ToWorkloads(bool hasAllDaemonSets, bool hasAllDeployments)
    {
        var images = Of(ClusterResource.DaemonSets).Concat(Of(ClusterResource.KubeSystemDeployments))
            .DistinctBy(Key).OrderBy(image => !image.IsBundled).ToList();
        var isAll = images.Count <= RunningWorkloads.MaxImages;
        return new(
            [.. images.Take(RunningWorkloads.MaxImages)],
            hasAllDaemonSets && isAll && !_incomplete.Contains(ClusterResource.DaemonSets),
            hasAllDeployments && isAll && !_incomplete.Contains(ClusterResource.KubeSystemDeployments));
    }

    // The same image of RKE2's own workload and of another one are two facts: only the first one follows an upgrade.
    private static (string, bool) Key(RunningImage image) => (image.Reference, image.IsBundled);

    private List<RunningImage> Of(ClusterResource list) => _images.GetValueOrDefault(list) ?? [];

    private void Add(ClusterResource list, RunningImage image)
    {
        var images = Of(list);
        if (images.Exists(known => Key(known) == Key(image)))
        {
            return;
        }

        if (image.Reference.Length > MaxReferenceLength
            || images.Count(known => known.IsBundled == image.IsBundled) == RunningWorkloads.MaxImages)
        {
            _incomplete.Add(list);
            return;
        }

        images.Add(image);
        _images[list] = images;
    }
}
