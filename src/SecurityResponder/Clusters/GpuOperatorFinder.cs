using SecurityResponder.Components;

namespace SecurityResponder.Clusters;

/// <summary>Finds a GPU vendor's operator by the DaemonSets of its namespace.</summary>
public sealed class GpuOperatorFinder
{
    private readonly SortedDictionary<ClusterResource, string?> _drivers = [];
    private readonly Dictionary<ClusterResource, string> _operators = [];

    /// <summary>The first operator in the order NVIDIA, AMD, Intel; null when none was found.</summary>
    public Software? Found => _drivers.Count == 0 ? null : Describe(_drivers.First());

    /// <summary>Adds a DaemonSet of a vendor's namespace.</summary>
    public void Add(Workload daemonSet)
    {
        bool Has(string word) => daemonSet.Name.Contains(word, StringComparison.OrdinalIgnoreCase);
        if (Has("device-plugin") || Has("driver"))
        {
            _drivers.TryAdd(daemonSet.Resource, ImageReference.Tag(daemonSet.Containers.FirstOrDefault()?.Image));
        }

        // The operator's own image (NVIDIA's validator is in each of its pods) has the operator's version. The driver's tag is another
        // version; it is used only when there is nothing better.
        var own = daemonSet.Containers.Concat(daemonSet.InitContainers).FirstOrDefault(image =>
            ImageReference.NameContains(image.Image, "gpu-operator"));
        if (ImageReference.Tag(own?.Image) is { } version)
        {
            _operators.TryAdd(daemonSet.Resource, version);
        }
    }

    /// <summary>Discards the facts of a list that starts again or could not be read completely.</summary>
    public void Discard(ClusterResource list)
    {
        _drivers.Remove(list);
        _operators.Remove(list);
    }

    private Software Describe(KeyValuePair<ClusterResource, string?> driver)
    {
        var name = driver.Key switch
        {
            ClusterResource.NvidiaDaemonSets => "nvidia-gpu-operator",
            ClusterResource.AmdDaemonSets => "amd-gpu-operator",
            _ => "intel-device-plugins",
        };
        return new(name, _operators.GetValueOrDefault(driver.Key) ?? driver.Value);
    }
}
