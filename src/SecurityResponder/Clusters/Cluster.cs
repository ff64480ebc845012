namespace SecurityResponder.Clusters;

/// <summary>The facts about a cluster that a report or an assessment uses.</summary>
/// <remarks>Null means "unknown": the read failed or there was no data. An unknown fact never hides an advisory.</remarks>
public sealed record Cluster
{
    /// <summary>The API server's <c>gitVersion</c>, e.g. <c>v1.35.7+rke2r1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>UID of the namespace <c>kube-system</c>: random, created with the cluster. Empty when it is
    /// not known: of a cluster that is only planned, and of a reported one.</summary>
    public required string Id { get; init; }

    /// <summary>Sums over all nodes; null when the list could not be read completely.</summary>
    public NodeSummary? Nodes { get; init; }

    /// <summary>SELinux on all nodes; null when unknown.</summary>
    public Selinux? Selinux { get; init; }

    /// <summary>The network plugin; null when none was recognised or a list could not be read.</summary>
    public Software? Cni { get; init; }

    /// <summary>The ingress controller; <see cref="Software.None"/> when there is none; null when a list could not be read.</summary>
    public Software? Ingress { get; init; }

    /// <summary>A second ingress controller, e.g. during RKE2's migration from ingress-nginx to Traefik; null when there is none. Not part
    /// of the report.</summary>
    public Software? SecondIngress { get; init; }

    /// <summary>The GPU vendor's operator; null when none was found.</summary>
    public Software? GpuOperator { get; init; }

    /// <summary>Whether Rancher manages this cluster or runs in it.</summary>
    public bool? IsRancherManaged { get; init; }

    /// <summary>Rancher's role; null when it could not be read.</summary>
    public RancherRole? RancherRole { get; init; }

    /// <summary>Whether the cluster uses RKE2 Prime; null when unknown.</summary>
    public bool? IsPrime { get; init; }

    /// <summary>The versions that the nodes report; null when the list could not be read completely. Not part of the report.</summary>
    public NodeVersions? NodeVersions { get; init; }

    /// <summary>The images of bundled components that run. Not part of the report.</summary>
    public RunningWorkloads Workloads { get; init; } = RunningWorkloads.Unknown;

    /// <summary>Image tag of the Rancher agent, e.g. <c>v2.12.1</c>.</summary>
    public string? RancherVersion { get; init; }

    /// <summary>Random id of the Rancher installation that manages this cluster.</summary>
    public string? RancherInstallId { get; init; }

    /// <summary>The address families of the cluster's Services and Pods.</summary>
    public IpFamilies? IpFamilies { get; init; }
}
