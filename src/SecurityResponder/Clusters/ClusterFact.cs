namespace SecurityResponder.Clusters;

/// <summary>A fact that is read from a cluster; <see cref="ClusterAggregator"/> combines them.</summary>
/// <param name="Resource">The read that it comes from.</param>
public abstract record ClusterFact(ClusterResource Resource);

/// <summary>The API server's answer to <c>GET /version</c>.</summary>
/// <param name="GitVersion">E.g. <c>v1.35.7+rke2r1</c>.</param>
public sealed record ServerVersion(string GitVersion) : ClusterFact(ClusterResource.Version);

/// <summary>The namespace <c>kube-system</c>.</summary>
/// <param name="Uid">The random id.</param>
public sealed record KubeSystemNamespace(string Uid) : ClusterFact(ClusterResource.KubeSystemNamespace);

/// <summary>The address families of Service <c>default/kubernetes</c>.</summary>
/// <param name="IpFamilies">Each <c>IPv4</c> or <c>IPv6</c>.</param>
public sealed record KubernetesService(IReadOnlyList<string> IpFamilies) : ClusterFact(ClusterResource.KubernetesService);

/// <summary>An IngressClass (<see href="https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class"/>).</summary>
/// <param name="Name">The name; used for the order only.</param>
/// <param name="Controller"><c>spec.controller</c>, e.g. <c>haproxy.org/ingress-controller</c>.</param>
/// <param name="IsDefault">Whether it has the annotation <c>ingressclass.kubernetes.io/is-default-class: "true"</c>.</param>
public sealed record IngressClass(string Name, string Controller, bool IsDefault) : ClusterFact(ClusterResource.IngressClasses);

/// <summary>A DaemonSet or Deployment.</summary>
/// <param name="Resource">The read that it comes from.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name.</param>
/// <param name="Containers">The containers of its pod template.</param>
/// <param name="InitContainers">The init containers of its pod template.</param>
public sealed record Workload(
    ClusterResource Resource, string Namespace, string Name, IReadOnlyList<Container> Containers, IReadOnlyList<Container> InitContainers)
    : ClusterFact(Resource)
{
    /// <summary>The namespace of RKE2's own workloads.</summary>
    public const string KubeSystem = "kube-system";

    /// <summary>Whether it is a DaemonSet of a Service's load balancer, named after the Service but without its program.</summary>
    public bool IsServiceLoadBalancer => Name.StartsWith("svclb-", StringComparison.Ordinal);
}

/// <summary>A container of a pod template.</summary>
/// <param name="Name">The name.</param>
/// <param name="Image">The image reference.</param>
/// <param name="RancherInstallId">Value of the environment variable <c>CATTLE_INSTALL_UUID</c>; null without it.</param>
public sealed record Container(string Name, string Image, string? RancherInstallId = null);

/// <summary>The HelmChart with which RKE2 installs this program.</summary>
/// <param name="IsPrime">Its value <c>global.prime.enabled</c>; null when it has none.</param>
public sealed record ResponderChart(bool? IsPrime) : ClusterFact(ClusterResource.ResponderChart);

/// <summary>A read was completed.</summary>
/// <param name="Resource">What was read.</param>
public sealed record ReadCompleted(ClusterResource Resource) : ClusterFact(Resource);

/// <summary>The object does not exist. This is not a failure.</summary>
/// <param name="Resource">What was read.</param>
public sealed record ReadAbsent(ClusterResource Resource) : ClusterFact(Resource);

/// <summary>A list starts again from its beginning: its facts so far are void.</summary>
/// <param name="Resource">What is read again.</param>
public sealed record ReadRestarted(ClusterResource Resource) : ClusterFact(Resource);

/// <summary>A read failed; its fields stay unknown.</summary>
/// <param name="Resource">What was read.</param>
/// <param name="Reason">E.g. <c>403 Forbidden</c>.</param>
public sealed record ReadFailed(ClusterResource Resource, string Reason) : ClusterFact(Resource);
