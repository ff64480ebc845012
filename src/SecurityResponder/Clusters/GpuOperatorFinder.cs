using SecurityResponder.Components;

namespace SecurityResponder.Clusters;

/// <summary>Finds a GPU vendor's operator by the DaemonSets of its namespace.</summary>
public sealed class GpuOperatorFinder
{
    // In the order of precedence.
    private static readonly (string Namespace, string Operator)[] Operators =
    [
        ("gpu-operator", "nvidia-gpu-operator"),
        ("kube-amd-gpu", "amd-gpu-operator"),
        ("inteldeviceplugins-system", "intel-device-plugins"),
    ];

    private readonly string?[] _operatorVersions = new string?[Operators.Length];
    private readonly Workload?[] _drivers = new Workload?[Operators.Length];

    /// <summary>The first operator in the order NVIDIA, AMD, Intel; null when none was found.</summary>
    public Software? Found
    {
        get
        {
            var first = Array.FindIndex(_drivers, driver => driver is not null);
            return first < 0 ? null : new(Operators[first].Operator, _operatorVersions[first] ?? DriverVersion(_drivers[first]!));
        }
    }

    /// <summary>Adds a DaemonSet of any namespace.</summary>
    public void Add(Workload daemonSet)
    {
        var position = Array.FindIndex(Operators, vendor => vendor.Namespace == daemonSet.Namespace);
        if (position < 0)
        {
            return;
        }

        bool Has(string word) => daemonSet.Name.Contains(word, StringComparison.OrdinalIgnoreCase);
        if (Has("device-plugin") || Has("driver"))
        {
            _drivers[position] ??= daemonSet;
        }

        // The operator's own image (NVIDIA's validator is in each of its pods) has the operator's version. The driver's tag is another
        // version; it is used only when there is nothing better.
        var own = daemonSet.Containers.Concat(daemonSet.InitContainers).FirstOrDefault(image =>
            ImageReference.NameContains(image.Image, "gpu-operator"));
        _operatorVersions[position] ??= ImageReference.Tag(own?.Image);
    }

    /// <summary>Discards everything: the list starts again or could not be read completely.</summary>
    public void Discard()
    {
        Array.Clear(_drivers);
        Array.Clear(_operatorVersions);
    }

    private static string? DriverVersion(Workload driver) => ImageReference.Tag(driver.Containers.FirstOrDefault()?.Image);
}
