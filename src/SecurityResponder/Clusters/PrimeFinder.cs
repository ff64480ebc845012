using SecurityResponder.Components;

namespace SecurityResponder.Clusters;

/// <summary>Finds out whether the cluster uses RKE2 Prime: by what RKE2 hands over to this program's chart, else by a Prime image in one of
/// RKE2's own workloads.</summary>
public sealed class PrimeFinder
{
    private const string Suffix = "-prime";

    private readonly HashSet<ClusterResource> _listsWithPrimeImage = [];

    /// <summary>The value <c>global.prime.enabled</c> of the HelmChart; null when it could not be read or has none.</summary>
    public bool? ChartValue { get; set; }

    /// <summary>Whether a Prime image runs.</summary>
    public bool HasPrimeImage => _listsWithPrimeImage.Count > 0;

    /// <summary>Adds a workload.</summary>
    public void Add(Workload workload)
    {
        if (RunningImage.IsOwnNamespace(workload.Namespace) && workload.Containers.Any(container => IsPrime(container.Image)))
        {
            _listsWithPrimeImage.Add(workload.Resource);
        }
    }

    /// <summary>Discards the facts of a list that starts again or could not be read completely.</summary>
    public void Discard(ClusterResource list) => _listsWithPrimeImage.Remove(list);

    // `v1.14.5-prime7`, also with another suffix after it.
    private static bool IsPrime(string image)
    {
        var tag = ImageReference.Tag(image) ?? "";
        var suffix = tag.IndexOf(Suffix, StringComparison.Ordinal);
        return suffix >= 0 && suffix + Suffix.Length < tag.Length && char.IsAsciiDigit(tag[suffix + Suffix.Length]);
    }
}
