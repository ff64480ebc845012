namespace SecurityResponder.Clusters;

/// <summary>What one run learned of its cluster: every fact that a report or an assessment may use, and nothing else.</summary>
/// <remarks>Null means "unknown" throughout: the read failed or no source answered. An unknown fact never hides an advisory.</remarks>
public sealed record Cluster
{
    /// <summary>The API server's <c>gitVersion</c> as given, e.g. <c>v1.35.7+rke2r1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>UID of the namespace <c>kube-system</c>: random, made when the cluster was.</summary>
    public required string Id { get; init; }

    /// <summary>Sums over all nodes; null when the list could not be read to its end.</summary>
    public NodeSummary? Nodes { get; init; }

    /// <summary>SELinux over all nodes; null when nothing answered.</summary>
    public Selinux? Selinux { get; init; }

    /// <summary>The network plugin; null when none was recognised or the lists failed.</summary>
    public Software? Cni { get; init; }

    /// <summary>The ingress controller; <see cref="Software.None"/> when there is none; null when the lists failed.</summary>
    public Software? Ingress { get; init; }

    /// <summary>A second ingress controller, as during RKE2's migration from ingress-nginx to Traefik; null when there is none. Never reported.</summary>
    public Software? SecondIngress { get; init; }

    /// <summary>The GPU vendor's operator; null when none was seen.</summary>
    public Software? GpuOperator { get; init; }

    /// <summary>Whether Rancher manages this cluster (namespace <c>cattle-system</c> exists).</summary>
    public bool? IsRancherManaged { get; init; }

    /// <summary>Image tag of Rancher's agent, e.g. <c>v2.12.1</c>.</summary>
    public string? RancherVersion { get; init; }

    /// <summary>Random id of the Rancher installation that manages this cluster.</summary>
    public string? RancherInstallId { get; init; }

    /// <summary>The address families of the cluster's Services and Pods.</summary>
    public IpFamilies? IpFamilies { get; init; }
}
