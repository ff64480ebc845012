using SecurityResponder.Components;

namespace SecurityResponder.Clusters;

/// <summary>An image of a component that a DaemonSet or Deployment runs. For the assessment only, never reported.</summary>
/// <param name="Component">The component.</param>
/// <param name="Reference">The image reference, e.g. <c>rancher/hardened-coredns:v1.14.1-build20260206</c>.</param>
/// <param name="Namespace">The workload's namespace.</param>
/// <param name="Workload">The workload's name, e.g. <c>rke2-coredns-rke2-coredns</c>.</param>
public sealed record RunningImage(Component Component, string Reference, string Namespace, string Workload)
{
    /// <summary>Whether RKE2's own charts installed the workload: it runs in <c>kube-system</c>, or in the Tigera operator's
    /// <c>calico-system</c>. An ingress-nginx has RKE2's name besides: other charts of it may be installed there, too.</summary>
    public bool IsBundled => IsOwnNamespace(Namespace)
        && (Component != Component.IngressNginx || Workload.StartsWith("rke2-ingress-nginx", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether RKE2's own charts install workloads into a namespace.</summary>
    internal static bool IsOwnNamespace(string name) => name is Clusters.Workload.KubeSystem or "calico-system";

    /// <summary>The tag, e.g. <c>v1.14.1-build20260206</c>; null without one.</summary>
    public string? Tag => ImageReference.Tag(Reference);
}

/// <summary>The workloads that run components, as far as they could be read.</summary>
/// <param name="Images">The images, each once, at most <see cref="MaxImages"/>.</param>
/// <param name="HasAllDaemonSets">Whether the DaemonSets of all namespaces were read completely and all their images are
/// remembered.</param>
/// <param name="HasAllDeployments">The same of the Deployments of <c>kube-system</c>.</param>
public sealed record RunningWorkloads(IReadOnlyList<RunningImage> Images, bool HasAllDaemonSets, bool HasAllDeployments)
{
    /// <summary>The largest number of images that are remembered.</summary>
    public const int MaxImages = 64;

    /// <summary>Nothing is known.</summary>
    public static RunningWorkloads Unknown { get; } = new([], false, false);
}
